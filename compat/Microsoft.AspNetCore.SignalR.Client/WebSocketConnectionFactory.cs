using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.SignalR.Client;

/// <summary>Opens one WebSocket to the hub for each connect.</summary>
internal sealed class WebSocketConnectionFactory(IHubProtocol protocol, IOptions<HttpConnectionOptions> options) : IConnectionFactory
{
    private readonly HttpConnectionOptions _options = options.Value;

    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        if (!_options.Transports.HasFlag(HttpTransportType.WebSockets))
        {
            throw new NotSupportedException("Only HttpTransportType.WebSockets can be used here.");
        }

        var url = WebSocketUrl(((UriEndPoint)endpoint).Uri);
        var socket = _options.WebSocketFactory is { } factory
            ? await factory(new WebSocketConnectionContext(url, _options), cancellationToken).ConfigureAwait(false)
            : await ConnectAsync(url, cancellationToken).ConfigureAwait(false);
        return new WebSocketConnection(socket, protocol.TransferFormat, _options);
    }

    private async Task<ClientWebSocket> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.CollectHttpResponseDetails = true;
            foreach (var (name, value) in _options.Headers)
            {
                socket.Options.SetRequestHeader(name, value);
            }

            if (_options.AccessTokenProvider is { } provider && await provider().ConfigureAwait(false) is { Length: > 0 } token)
            {
                socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
            }

            // Cookies and a custom handler exclude each other: with an invoker the handler is the one to send them.
            using var invoker = _options.HttpMessageHandlerFactory is { } factory
                ? new HttpMessageInvoker(factory(new SocketsHttpHandler { CookieContainer = _options.Cookies }))
                : null;
            if (invoker is null)
            {
                socket.Options.Cookies = _options.Cookies;
            }

            _options.WebSocketConfiguration?.Invoke(socket.Options);
            await socket.ConnectAsync(url, invoker, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch (WebSocketException exception)
        {
            // As with negotiation: callers look for the status, such as 401, on an HttpRequestException.
            var status = socket.HttpStatusCode;
            socket.Dispose();
            throw new HttpRequestException(exception.Message, exception, status == 0 ? null : status);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Uri WebSocketUrl(Uri url) =>
        new UriBuilder(url) { Scheme = url.Scheme is "https" or "wss" ? "wss" : "ws" }.Uri;
}
