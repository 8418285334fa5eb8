using NanoBanana.Core.Events;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Faults;

/// <summary>Listeners that come and go on one channel.</summary>
public sealed class ChannelListenerTests
{
    [Fact]
    public async Task One_who_leaves_leaves_the_others_their_ears()
    {
        await using var server = await RedisServer.StartAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var leaves = await new ChannelListener(redis).ListenAsync("channel");
        await using var stays = await new ChannelListener(redis).ListenAsync("channel");
        await leaves.DisposeAsync();
        var woken = stays.WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
        await redis.GetSubscriber().PublishAsync(new RedisChannel("channel", RedisChannel.PatternMode.Literal), "look");
        Assert.Same(woken, await Task.WhenAny(woken, Task.Delay(TimeSpan.FromSeconds(15))));
    }

    [Fact]
    public async Task One_who_comes_as_the_last_one_leaves_is_still_woken()
    {
        await using var server = await RedisServer.StartAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var channels = new ChannelListener(redis);
        for (var i = 0; i < 200; i++)
        {
            var name = $"channel:{i}";
            var leaves = await channels.ListenAsync(name);
            var leaving = leaves.DisposeAsync().AsTask();
            await using var stays = await channels.ListenAsync(name);
            await leaving;

            var woken = stays.WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
            await redis.GetSubscriber().PublishAsync(new RedisChannel(name, RedisChannel.PatternMode.Literal), "look");
            Assert.Same(woken, await Task.WhenAny(woken, Task.Delay(TimeSpan.FromSeconds(15))));
        }
    }

    /// <summary>As when a page is loaded again: the old circuit goes on one thread while the new one comes on another.</summary>
    [Fact]
    public async Task One_who_comes_at_the_moment_the_last_one_leaves_is_still_woken()
    {
        await using var server = await RedisServer.StartAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var channels = new ChannelListener(redis);
        using var together = new Barrier(2);
        for (var i = 0; i < 3000; i++)
        {
            var name = $"channel:{i}";
            var leaves = await channels.ListenAsync(name);
            var leaving = Task.Run(async () =>
            {
                together.SignalAndWait();
                await leaves.DisposeAsync();
            });
            var coming = Task.Run(() =>
            {
                together.SignalAndWait();
                return channels.ListenAsync(name);
            });
            await leaving;
            await using var stays = await coming;

            await redis.GetSubscriber().PublishAsync(RedisChannel.Literal(name), "look");
            Assert.True(await stays.WaitAsync(TimeSpan.FromSeconds(15), CancellationToken.None), $"Deaf in round {i}.");
        }
    }
}
