using System.Net;
using System.Net.WebSockets;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Costs;

/// <summary>How many live connections browsers hold open to one web app: in all, and from one address.</summary>
public sealed class CircuitLimitTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Here = "203.0.113.1";

    [Fact]
    public async Task One_address_holds_so_many_connections_and_all_addresses_together_so_many()
    {
        await using var narrow = await WebFixture.StartWebAsync(
            web.System, KeyValuePair.Create("Limits__LiveConnections", (string?)"3"),
            KeyValuePair.Create("Limits__LiveConnectionsPerAddress", (string?)"2"));
        var first = await OpenAsync(narrow.Address, Here);
        using var second = (await OpenAsync(narrow.Address, Here)).Socket;
        var refused = await OpenAsync(narrow.Address, Here);
        Assert.Equal((HttpStatusCode.SwitchingProtocols, HttpStatusCode.TooManyRequests), (first.Status, refused.Status));

        var other = await OpenAsync(narrow.Address, "203.0.113.2");
        Assert.Equal(HttpStatusCode.SwitchingProtocols, other.Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await OpenAsync(narrow.Address, "203.0.113.3")).Status);

        // A place that is left is free again.
        first.Socket!.Dispose();
        using var again = await Eventually.GetAsync(async () => (await OpenAsync(narrow.Address, Here)).Socket, "a place to be free");
        other.Socket!.Dispose();
    }

    /// <summary>As a proxy on this machine passes it on.</summary>
    private static async Task<(ClientWebSocket? Socket, HttpStatusCode Status)> OpenAsync(Uri address, string caller)
    {
        var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        socket.Options.SetRequestHeader("X-Forwarded-For", caller);
        try
        {
            await socket.ConnectAsync(new($"ws://{address.Authority}/_blazor"), CancellationToken.None);
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
