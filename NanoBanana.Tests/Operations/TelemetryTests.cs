using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using NanoBanana.Tests.Fixtures;
using OpenTelemetry.Trace;

namespace NanoBanana.Tests.Operations;

public sealed class TelemetryTests
{
    [Theory]
    [InlineData(ActivityKind.Server, "GET", SamplingDecision.RecordAndSample)]
    [InlineData(ActivityKind.Consumer, "job edit", SamplingDecision.RecordAndSample)]
    [InlineData(ActivityKind.Internal, "Event onclick -> Composer", SamplingDecision.RecordAndSample)]
    [InlineData(ActivityKind.Client, "EVALSHA", SamplingDecision.Drop)]
    public void A_trace_begins_with_a_request_a_job_or_a_tap(ActivityKind kind, string name, SamplingDecision decision)
    {
        var root = new SamplingParameters(default, ActivityTraceId.CreateRandom(), name, kind);

        Assert.Equal(decision, new RequestedWorkSampler().ShouldSample(root).Decision);
    }

    [Fact]
    public async Task Services_end_in_good_order_while_their_collector_is_away()
    {
        await using var system = await LocalSystem.StartAsync(
            apis: 1, workers: 1, KeyValuePair.Create("OTEL_EXPORTER_OTLP_ENDPOINT", (string?)$"http://127.0.0.1:{FreePort.Next()}"));
        using var alice = await system.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Traced");
        await using var live = alice.Live(replica: 0);
        await using var follower = new Live.EventSubscriber(end => live.Follow(session.Id, 0, end));
        await alice.Api.PostMessageAsync(session.Id, "Hello");
        await follower.ReachesAsync(1);

        foreach (var service in system.Apis.Concat(system.Workers))
        {
            await service.StopAsync();
            Assert.Equal(0, service.ExitCode);
        }
    }
}
