namespace Microsoft.AspNetCore.Http.Connections.Client;

/// <summary>What <see cref="HttpConnectionOptions.WebSocketFactory"/> is told about the socket to open.</summary>
public sealed class WebSocketConnectionContext(Uri uri, HttpConnectionOptions options)
{
    public Uri Uri { get; } = uri;

    public HttpConnectionOptions Options { get; } = options;
}
