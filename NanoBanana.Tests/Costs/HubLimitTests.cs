using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Security;

namespace NanoBanana.Tests.Costs;

/// <summary>What one live connection may ask for.</summary>
public sealed class HubLimitTests(HubLimitTests.Fixture api) : IClassFixture<HubLimitTests.Fixture>
{
    [Fact]
    public async Task A_connection_that_calls_without_end_is_closed()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await using var hub = await ConnectAsync(alice);
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        for (var i = 0; i < 2000 && hub.State == HubConnectionState.Connected; i++)
        {
            await hub.SendAsync("Typing", session.Id, true).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_log_is_followed_once_and_so_many_at_most()
    {
        using var alice = await api.CreateUserAsync();
        var sessions = new List<SessionId>();
        for (var i = 0; i <= Fixture.Streams; i++)
        {
            sessions.Add(await SessionAsync(alice));
        }

        await using var hub = await ConnectAsync(alice);
        using var end = new CancellationTokenSource();
        var first = await FirstAsync(hub, sessions[0], end.Token);
        await Assert.ThrowsAsync<ChannelClosedException>(() => FirstAsync(hub, sessions[0], CancellationToken.None));
        for (var i = 1; i < Fixture.Streams; i++)
        {
            await FirstAsync(hub, sessions[i], CancellationToken.None);
        }

        await Assert.ThrowsAsync<ChannelClosedException>(() => FirstAsync(hub, sessions[Fixture.Streams], CancellationToken.None));
        await end.CancelAsync();
        await FirstAsync(hub, sessions[0], CancellationToken.None);
        Assert.Equal(1, first.Seq);
    }

    [Fact]
    public async Task Typing_is_told_once_a_second()
    {
        using var alice = await api.CreateUserAsync();
        var session = await SessionAsync(alice);
        await using var writer = await ConnectAsync(alice);
        await using var reader = await ConnectAsync(alice);
        var seen = 0;
        reader.On<Typing>("Typing", typing => Interlocked.Add(ref seen, typing.IsTyping ? 1 : 0));
        await FirstAsync(reader, session, CancellationToken.None);
        await FirstAsync(writer, session, CancellationToken.None);
        var begun = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 60; i++)
        {
            await writer.InvokeAsync("Typing", session, i % 2 == 0);
        }

        await Eventually.TrueAsync(() => Volatile.Read(ref seen) > 0, "typing to be seen");
        Assert.InRange(Volatile.Read(ref seen), 1, 1 + (int)begun.Elapsed.TotalSeconds);
    }

    [Fact]
    public async Task A_replica_holds_so_many_connections()
    {
        await using var system = await LocalSystem.StartAsync(1, 0, KeyValuePair.Create("Limits__LiveConnections", (string?)"2"));
        using var alice = await system.CreateUserAsync();
        using var first = (await alice.OpenSocketAsync(system.Apis[0].Address)).Socket;
        using var second = (await alice.OpenSocketAsync(system.Apis[0].Address)).Socket;
        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await alice.OpenSocketAsync(system.Apis[0].Address)).Status);
        first.Abort();
        await Eventually.TrueAsync(async () =>
        {
            using var again = (await alice.OpenSocketAsync(system.Apis[0].Address)).Socket;
            return again is not null;
        }, "a place to be free");
    }

    /// <summary>One with something to follow.</summary>
    private static async Task<SessionId> SessionAsync(TestUser user)
    {
        var session = await user.Api.CreateSessionAsync();
        await user.Api.PostMessageAsync(session.Id, "Hello");
        return session.Id;
    }

    private async Task<HubConnection> ConnectAsync(TestUser user)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(
                new Uri(api.System.Apis[0].Address, Routes.Hub),
                options => options.AccessTokenProvider = () => Task.FromResult<string?>(user.Tokens.AccessToken))
            .Build();
        await hub.StartAsync();
        return hub;
    }

    /// <summary>Follows from the beginning until the token is cancelled, or for ever.</summary>
    private static async Task<SessionEvent> FirstAsync(HubConnection hub, SessionId sessionId, CancellationToken cancellationToken)
    {
        var channel = await hub.StreamAsChannelAsync<SessionEvent>("Follow", sessionId, 0, cancellationToken);
        return await channel.ReadAsync(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
    }

    public sealed class Fixture() : SystemFixture(apis: 1, workers: 0, ("Limits__StreamsPerConnection", $"{Streams}"))
    {
        public const int Streams = 5;
    }
}
