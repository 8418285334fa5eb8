using System.Diagnostics;
using NanoBanana.Api.Live;
using NanoBanana.Core.Events;

namespace NanoBanana.Tests.Live;

[Trait("Kind", "Unit")]
public sealed class LiveTraceTests : IDisposable
{
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name == LiveTrace.SourceName,
        Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public LiveTraceTests() => ActivitySource.AddActivityListener(_listener);

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void What_is_read_after_events_that_came_together_belongs_to_none_of_them()
    {
        var trace = $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01";
        Activity.Current = null;

        LiveTrace.Push([Entry(1, trace), Entry(2, trace), Entry(3, trace)], followers: 1)!.Dispose();

        Assert.Null(Activity.Current);
    }

    private static LogEntry Entry(long seq, string trace) =>
        new(seq, "edit.queued", new("session"), DateTimeOffset.UnixEpoch, null, "{}") { Trace = trace };
}
