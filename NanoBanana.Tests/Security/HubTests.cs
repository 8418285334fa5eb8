using System.Net;
using System.Net.WebSockets;
using System.Reflection;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using NanoBanana.Api.Live;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Security;

/// <summary>Every method of the hub as every kind of caller; a method without a rule fails.</summary>
public sealed class HubTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    /// <summary>Who may call it about a session of somebody else's.</summary>
    private static readonly Dictionary<string, Caller[]> Allowed = new()
    {
        [HubMethods.Follow] = [Caller.Viewer, Caller.Editor, Caller.Owner],
        [HubMethods.FollowMine] = [Caller.Stranger, Caller.Viewer, Caller.Editor, Caller.Owner],
        [HubMethods.Typing] = [Caller.Viewer, Caller.Editor, Caller.Owner],
    };

    [Fact]
    public void Every_method_has_a_rule()
    {
        var methods = typeof(LiveHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName && method.GetBaseDefinition() == method);
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), methods.Select(method => method.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(HubMethods.Follow)]
    [InlineData(HubMethods.FollowMine)]
    [InlineData(HubMethods.Typing)]
    public async Task Everybody_may_call_what_he_may(string method)
    {
        using var users = await TestUsers.CreateAsync(api.System);
        var scenario = await SessionScenario.CreateAsync(users);
        foreach (var caller in Enum.GetValues<Caller>().Where(caller => caller < Caller.Anonymous))
        {
            await using var hub = new HubConnectionBuilder()
                .WithUrl(new Uri(api.System.Apis[(int)caller % 2].Address, Routes.Hub), options =>
            {
                options.Transports = HttpTransportType.WebSockets;
                options.SkipNegotiation = true;
                options.AccessTokenProvider = () => Task.FromResult(users.TokenOf(caller));
            }).Build();
            await hub.StartAsync();
            var call = CallAsync(hub, method, scenario.SessionId);
            if (Allowed[method].Contains(caller))
            {
                await call;
            }
            else
            {
                await Assert.ThrowsAsync<HubException>(() => call);
            }
        }
    }

    [Theory]
    [InlineData(Caller.Anonymous)]
    [InlineData(Caller.RevokedDevice)]
    [InlineData(Caller.ExpiredToken)]
    [InlineData(Caller.WrongKey)]
    [InlineData(Caller.NoAlgorithm)]
    [InlineData(Caller.OtherIssuer)]
    [InlineData(Caller.OtherAudience)]
    public async Task Nobody_gets_a_connection(Caller caller)
    {
        using var users = await TestUsers.CreateAsync(api.System);
        foreach (var replica in api.System.Apis)
        {
            using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
            var address = new UriBuilder(new Uri(replica.Address, Routes.Hub))
            {
                Scheme = "ws",
                Query = $"access_token={users.TokenOf(caller)}"
            };
            await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address.Uri, CancellationToken.None));
            Assert.Equal(HttpStatusCode.Unauthorized, socket.HttpStatusCode);
            using var http = users.ClientOf(caller);
            using var negotiation = await http.PostAsync($"{Routes.Hub}/negotiate?negotiateVersion=1", null);
            Assert.Equal(HttpStatusCode.Unauthorized, negotiation.StatusCode);
        }
    }

    /// <summary>Completes when the hub accepts the caller.</summary>
    private static async Task CallAsync(HubConnection hub, string method, SessionId sessionId)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        switch (method)
        {
            case HubMethods.Follow:
                await FirstAsync(hub.StreamAsync<SessionEvent>(method, sessionId, 0L, deadline.Token));
                break;
            case HubMethods.FollowMine:
                // The list may be empty, but it is never another user's.
                await FirstAsync(hub.StreamAsync<SessionEvent>(method, 1_000_000L, deadline.Token));
                break;
            default:
                using (var following = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token))
                {
                    await using var stream = hub.StreamAsync<SessionEvent>(HubMethods.Follow, sessionId, 0L, following.Token)
                        .GetAsyncEnumerator(following.Token);
                    await Record.ExceptionAsync(async () => await stream.MoveNextAsync());
                    await hub.InvokeAsync(method, sessionId, true, deadline.Token);
                }
                break;
        }
    }

    private static async Task FirstAsync(IAsyncEnumerable<SessionEvent> stream)
    {
        await foreach (var next in stream)
        {
            if (next.Type != EventTypes.Closed)
            {
                return;
            }
        }
    }
}
