using System.Net;
using System.Net.WebSockets;
using System.Text;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Live;

/// <summary>The connection as a browser makes it: no headers, the token in the address.</summary>
public sealed class SocketTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_token_may_stand_in_the_address()
    {
        using var alice = await api.CreateUserAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(Address($"?access_token={alice.Tokens.AccessToken}"), CancellationToken.None);
        await socket.SendAsync(
            "{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true,
            CancellationToken.None);
        var buffer = new byte[64];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        Assert.StartsWith("{}\u001e", Encoding.UTF8.GetString(buffer, 0, received.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?access_token=nonsense")]
    public async Task Without_a_good_token_there_is_no_connection(string query)
    {
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address(query), CancellationToken.None));
        Assert.Equal(HttpStatusCode.Unauthorized, socket.HttpStatusCode);
    }

    [Fact]
    public async Task Elsewhere_a_token_in_the_address_is_not_taken()
    {
        using var alice = await api.CreateUserAsync();
        using var http = api.CreateClient();
        await http.GetAsync($"{Routes.Me}?access_token={alice.Tokens.AccessToken}").ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task The_connection_of_a_revoked_device_is_closed_and_no_other(int replica)
    {
        using var alice = await api.CreateUserAsync();
        using var phone = await alice.SignInAgainAsync();
        using var lost = await OpenAsync(phone, replica);
        using var kept = await OpenAsync(alice, replica);

        await alice.Api.LogoutAsync(phone.Tokens.RefreshToken);

        // Twice the time that is promised, on a machine that has much to do.
        await ClosedAsync(lost).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(WebSocketState.Open, kept.State);
    }

    private async Task<ClientWebSocket> OpenAsync(TestUser user, int replica)
    {
        var socket = new ClientWebSocket();
        var address = new UriBuilder(new Uri(api.System.Apis[replica].Address, $"{Routes.Hub}?access_token={user.Tokens.AccessToken}"))
        { Scheme = "ws" };
        await socket.ConnectAsync(address.Uri, CancellationToken.None);
        var hello = "{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray();
        await socket.SendAsync(hello, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        return socket;
    }

    /// <summary>Reads what comes (pings, too) until nothing can come any more.</summary>
    private static async Task ClosedAsync(ClientWebSocket socket)
    {
        var buffer = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer, CancellationToken.None)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // Cut off without a good-bye.
        }
    }

    private Uri Address(string query) => new UriBuilder(new Uri(api.System.Apis[0].Address, Routes.Hub + query)) { Scheme = "ws" }.Uri;
}
