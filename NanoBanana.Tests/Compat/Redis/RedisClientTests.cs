using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Compat.Redis;

public sealed class RedisClientTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Redis_may_start_after_the_service()
    {
        await using var server = await RedisServer.StartAsync();
        await server.StopAsync();
        await using var services = Services(server.ConnectionString);
        var redis = services.GetRequiredService<IConnectionMultiplexer>();
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync(services));

        await server.RestartAsync();

        await Eventually.TrueAsync(() => CanWriteAsync(redis), "a write to succeed", Soon);
        await Eventually.TrueAsync(async () => await HealthAsync(services) == HealthStatus.Healthy, "the check to be healthy", Soon);
    }

    [Fact]
    public async Task A_killed_Redis_is_found_again_and_so_are_the_subscriptions()
    {
        await using var server = await RedisServer.StartAsync();
        await using var services = Services(server.ConnectionString);
        var redis = services.GetRequiredService<IConnectionMultiplexer>();
        var channel = new RedisChannel("news", RedisChannel.PatternMode.Literal);
        var heard = 0;
        await redis.GetSubscriber().SubscribeAsync(channel, (_, _) => Interlocked.Increment(ref heard));
        await redis.GetSubscriber().PublishAsync(channel, "1");
        await Eventually.TrueAsync(() => Volatile.Read(ref heard) == 1, "the first message");

        server.Kill();
        await Eventually.TrueAsync(async () => !await CanWriteAsync(redis), "the loss to be seen");
        await server.RestartAsync();

        await Eventually.TrueAsync(() => CanWriteAsync(redis), "a write to succeed", Soon);
        await Eventually.TrueAsync(
            async () => await CanPublishAsync(redis, channel) && Volatile.Read(ref heard) > 1, "a message after the restart", Soon);
    }

    [Fact]
    public async Task A_command_that_gets_no_answer_ends_by_itself()
    {
        await using var server = await RedisServer.StartAsync();
        await using var services = Services($"{server.ConnectionString},syncTimeout=500");
        var database = services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        Assert.True(await database.StringSetAsync("a", "b"));

        server.Pause();
        var asked = database.StringGetAsync("a");
        var ended = await Task.WhenAny(asked, Task.Delay(Soon));
        server.Resume();

        Assert.Same(asked, ended);
        await Assert.ThrowsAsync<TimeoutException>(() => asked);
        await Eventually.TrueAsync(async () => await database.StringGetAsync("a") == "b", "answers again", Soon);
    }

    [Fact]
    public async Task A_password_and_unknown_options_are_understood()
    {
        await using var server = await RedisServer.StartAsync();
        await using (var open = Services(server.ConnectionString))
        {
            await open.GetRequiredService<IConnectionMultiplexer>().GetDatabase().ExecuteAsync("CONFIG", "SET", "requirepass", "p=s !#$");
        }

        await using var services = Services($"{server.ConnectionString},password=p=s !#$,ssl=false,setlib=false");

        Assert.True(await CanWriteAsync(services.GetRequiredService<IConnectionMultiplexer>()));
    }

    [Fact]
    public async Task Work_after_an_await_does_not_hold_up_the_others()
    {
        await using var server = await RedisServer.StartAsync();
        await using var services = Services(server.ConnectionString);
        var database = services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        using var release = new ManualResetEventSlim();

        var busy = BusyAsync();
        await Eventually.TrueAsync(() => database.StringSetAsync("key", "value"), "an answer while another caller works");
        release.Set();
        Assert.True(await busy.WaitAsync(Soon));

        async Task<bool> BusyAsync()
        {
            await database.StringSetAsync("key", "value");
            return release.Wait(TimeSpan.FromSeconds(3));
        }
    }

    [Fact]
    public async Task Without_a_connection_string_it_says_which_one_to_set()
    {
        await using var services = Services(connectionString: null);

        var exception = Assert.Throws<InvalidOperationException>(services.GetRequiredService<IConnectionMultiplexer>);
        Assert.Contains("redis", exception.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(string? connectionString)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:redis", connectionString)]);
        builder.Services.AddLogging();
        builder.AddRedisClient("redis");
        return builder.Services.BuildServiceProvider();
    }

    private static async Task<HealthStatus> HealthAsync(ServiceProvider services) =>
        (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["StackExchange.Redis"].Status;

    private static async Task<bool> CanWriteAsync(IConnectionMultiplexer redis)
    {
        try
        {
            return await redis.GetDatabase().StringSetAsync("key", "value");
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return false;
        }
    }

    private static async Task<bool> CanPublishAsync(IConnectionMultiplexer redis, RedisChannel channel)
    {
        try
        {
            await redis.GetSubscriber().PublishAsync(channel, "again");
            return true;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return false;
        }
    }
}
