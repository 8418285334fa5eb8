using System.Diagnostics;
using Microsoft.AspNetCore.Http;
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
    [InlineData(ActivityKind.Server, "Microsoft.AspNetCore.SignalR.Server.InvocationIn", SamplingDecision.Drop)]
    public void A_trace_begins_with_a_request_a_job_or_a_tap(ActivityKind kind, string name, SamplingDecision decision)
    {
        var root = new SamplingParameters(default, ActivityTraceId.CreateRandom(), name, kind);

        Assert.Equal(decision, new RequestedWorkSampler().ShouldSample(root).Decision);
    }

    [Theory]
    [InlineData("GET", "/api/sessions", false, 0, false)]
    [InlineData("GET", "/api/sessions", false, 1, true)]
    [InlineData("GET", "/api/sessions", true, 0, true)]
    [InlineData("GET", "/api/sessions/1/edits", false, 0, false)]
    [InlineData("POST", "/api/messages/session/1", false, 0, false)]
    [InlineData("POST", "/api/messages/session/1", false, 1, true)]
    [InlineData("POST", "/api/sessions/1/edits", false, 0, true)]
    [InlineData("POST", "/api/images/upload", false, 0, true)]
    [InlineData("POST", "/api/images/uploads", false, 0, true)]
    public void Of_plain_requests_a_share_is_traced_and_all_that_start_work(
        string method, string path, bool hasParent, double ratio, bool isTraced)
    {
        var context = new DefaultHttpContext { Request = { Method = method, Path = path } };
        using var activity = new Activity("request");
        if (hasParent)
        {
            activity.SetParentId("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        }

        activity.Start();
        Assert.Equal(isTraced, Telemetry.IsWorthTracing(context, ratio));
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
