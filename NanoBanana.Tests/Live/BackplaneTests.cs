using System.Collections.Concurrent;
using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Live;

/// <summary>SignalR's backplane between replicas of the API, while what it stands on comes and goes.</summary>
public sealed class BackplaneTests
{
    [Fact]
    public async Task Typing_crosses_replicas_again_after_Redis_restarted()
    {
        await using var system = await LocalSystem.StartAsync(apis: 2, workers: 0);
        await using var scene = await TypingScene.SetAsync(await system.CreateUserAsync());
        await TypesAndSeesAsync(scene);

        await system.Redis.StopAsync();
        await system.Redis.RestartAsync();

        await TypesAndSeesAsync(scene);
    }

    [Fact]
    public async Task Typing_crosses_replicas_after_another_replica_was_killed()
    {
        await using var system = await LocalSystem.StartAsync(apis: 3, workers: 0);
        var alice = await system.CreateUserAsync();
        await using var scene = await TypingScene.SetAsync(alice);
        await using var third = alice.Live(replica: 2);
        await using var follower = new EventSubscriber(end => third.Follow(scene.SessionId, 0, end));
        await follower.ReachesAsync(1);

        system.Apis[2].Kill();

        await TypesAndSeesAsync(scene);
    }

    [Fact]
    public async Task Typing_reaches_a_replica_that_started_while_Redis_was_away()
    {
        await using var system = await LocalSystem.StartAsync(apis: 2, workers: 0);
        var alice = await system.CreateUserAsync();
        await system.Redis.StopAsync();
        system.Apis[1].Relaunch();
        using (var http = new HttpClient { BaseAddress = system.Apis[1].Address })
        {
            await Eventually.TrueAsync(async () => await IsAliveAsync(http), "the replica to start");
        }

        await system.Redis.RestartAsync();
        await Task.WhenAll(system.Apis.Select(api => api.HealthyAsync()));

        await using var scene = await TypingScene.SetAsync(alice);
        await TypesAndSeesAsync(scene);
    }

    [Fact]
    public async Task Others_see_at_once_that_a_broken_connection_left()
    {
        await using var system = await LocalSystem.StartAsync(apis: 2, workers: 0);
        using var alice = await system.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Gone");
        await using var here = alice.Live(replica: 0);
        var seen = new ConcurrentQueue<Presence>();
        here.Presence += seen.Enqueue;
        await using var first = new EventSubscriber(end => here.Follow(session.Id, 0, end));
        using var phone = await alice.SignInAgainAsync();
        for (var i = 0; i < 5; i++)
        {
            var there = phone.Live(replica: 1);
            await using var second = new EventSubscriber(end => there.Follow(session.Id, 0, end));
            await DevicesAsync(2, TimeSpan.FromSeconds(15));
            await there.DisposeAsync();

            // The backplane waits 30 s for a connection that is gone; presence does not. Its entry would expire after 10 s by itself.
            await DevicesAsync(1, TimeSpan.FromSeconds(8));
        }

        Task DevicesAsync(int count, TimeSpan within) => Eventually.TrueAsync(
            () => seen.LastOrDefault()?.Users is [var user] && user.Devices == count, $"{count} devices", within);
    }

    private static async Task TypesAndSeesAsync(TypingScene scene)
    {
        // A call is refused while its connection or Redis is away.
        await Eventually.TrueAsync(() => TypesAsync(scene), "typing to be seen", TimeSpan.FromMinutes(1));
        await scene.SeesAsync(isTyping: true);
        await scene.SeesAsync(isTyping: false);
    }

    private static async Task<bool> TypesAsync(TypingScene scene)
    {
        try
        {
            await scene.Writer.TypingAsync(scene.SessionId, true);
            return await Task.Run(() => scene.SeesAsync(isTyping: true, TimeSpan.FromSeconds(1))).ContinueWith(
                seen => seen.IsCompletedSuccessfully, TaskScheduler.Default);
        }
        catch (Exception exception) when (exception is Microsoft.AspNetCore.SignalR.HubException or InvalidOperationException)
        {
            return false;
        }
    }

    private static async Task<bool> IsAliveAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/alive");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
