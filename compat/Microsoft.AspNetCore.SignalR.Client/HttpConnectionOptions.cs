using System.Net;
using System.Net.WebSockets;

namespace Microsoft.AspNetCore.Http.Connections.Client;

/// <summary>How a hub is reached. Only WebSockets are spoken here, directly and without negotiation.</summary>
public class HttpConnectionOptions
{
    public Uri? Url { get; set; }

    public IDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    public CookieContainer Cookies { get; set; } = new();

    /// <summary>Asked for a token at each connect, so that a reconnect brings a fresh one.</summary>
    public Func<Task<string?>>? AccessTokenProvider { get; set; }

    public HttpTransportType Transports { get; set; } = HttpTransportType.WebSockets;

    public bool SkipNegotiation { get; set; } = true;

    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    public long TransportMaxBufferSize { get; set; } = 1024 * 1024;

    public long ApplicationMaxBufferSize { get; set; } = 1024 * 1024;

    public Action<ClientWebSocketOptions>? WebSocketConfiguration { get; set; }

    public Func<HttpMessageHandler, HttpMessageHandler>? HttpMessageHandlerFactory { get; set; }

    public Func<WebSocketConnectionContext, CancellationToken, ValueTask<WebSocket>>? WebSocketFactory { get; set; }
}
