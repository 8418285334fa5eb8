using NanoBanana.Core.Redis;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Faults;

/// <summary>Which failures of a command mean that Redis is away.</summary>
public sealed class RedisFailuresTests
{
    [Fact]
    public async Task A_command_that_the_client_cancelled_means_an_outage()
    {
        var command = new TaskCompletionSource();
        command.SetCanceled();

        Assert.True(RedisFailures.MeansUnavailable(await Assert.ThrowsAsync<TaskCanceledException>(() => command.Task)));
    }

    [Fact]
    public async Task A_command_that_somebody_gave_up_does_not()
    {
        using var gone = new CancellationTokenSource();
        var waiting = new TaskCompletionSource().Task.WaitAsync(gone.Token);
        await gone.CancelAsync();

        Assert.False(RedisFailures.MeansUnavailable(await Assert.ThrowsAsync<TaskCanceledException>(() => waiting)));
    }

    [Fact]
    public async Task Every_command_on_a_connection_that_breaks_means_an_outage()
    {
        await using var server = await RedisServer.StartAsync();
        var options = ConfigurationOptions.Parse(server.ConnectionString);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(1);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(options);
        await using var other = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        using var done = new CancellationTokenSource();

        var asking = Enumerable.Range(0, 3).Select(_ => Task.Run(() => FailuresOfAsync(redis, done.Token))).ToArray();
        for (var i = 0; i < 60; i++)
        {
            await Task.Delay(40);
            await other.GetDatabase().ExecuteAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        }

        await done.CancelAsync();
        var failures = (await Task.WhenAll(asking)).SelectMany(failure => failure).ToList();

        Assert.NotEmpty(failures);
        Assert.Empty(failures.Where(failure => !RedisFailures.MeansUnavailable(failure)).Select(failure => $"{failure}"));
    }

    /// <summary>
    /// Gives commands to the client without waiting for their answers, so that some are under way whenever the connection breaks.
    /// </summary>
    private static async Task<IEnumerable<Exception>> FailuresOfAsync(ConnectionMultiplexer redis, CancellationToken done)
    {
        const int most = 100;
        var commands = new Queue<Task<Exception?>>();
        var failures = new List<Exception?>();
        while (!done.IsCancellationRequested)
        {
            if (redis.IsConnected)
            {
                commands.Enqueue(Record.ExceptionAsync(() => redis.GetDatabase().StringGetAsync("key")));
            }
            else
            {
                await Task.Delay(1, CancellationToken.None);
            }

            while (commands.Count > (redis.IsConnected ? most : 0))
            {
                failures.Add(await commands.Dequeue());
            }
        }

        failures.AddRange(await Task.WhenAll(commands));
        return failures.OfType<Exception>();
    }
}
