using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace NanoBanana.Tests.Operations;

/// <summary>What the instrumentation of OpenTelemetry is told of commands to Redis.</summary>
public sealed class TracedCommandsTests
{
    [Theory]
    [InlineData(null, 0)]
    [InlineData(ActivityTraceFlags.None, 0)]
    [InlineData(ActivityTraceFlags.Recorded, 1)]
    public async Task Only_commands_of_recorded_traces_are_kept(ActivityTraceFlags? trace, int kept)
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var heard = new ProfilingSession();
        TracedCommands.Of(redis).RegisterProfiler(() => heard);

        using var span = trace is { } flags ? new Activity("request") { ActivityTraceFlags = flags }.Start() : null;
        await redis.GetDatabase().StringGetAsync("key");

        Assert.Equal(kept, heard.FinishProfiling().Count());
    }
}
