using System.Net;
using System.Net.WebSockets;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Security;

/// <summary>Bare live connections.</summary>
internal static class Sockets
{
    /// <returns>The connection, or the status it was refused with.</returns>
    public static async Task<(ClientWebSocket? Socket, HttpStatusCode Status)> OpenSocketAsync(this TestUser user, Uri api)
    {
        var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        var address = new UriBuilder(new Uri(api, $"{Routes.Hub}?access_token={user.Tokens.AccessToken}")) { Scheme = "ws" }.Uri;
        try
        {
            await socket.ConnectAsync(address, CancellationToken.None);
            return (socket, socket.HttpStatusCode);
        }
        catch (WebSocketException)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            return (null, status);
        }
    }
}
