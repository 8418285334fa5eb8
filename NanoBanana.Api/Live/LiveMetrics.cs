using System.Diagnostics.Metrics;
using NanoBanana.Contracts.Events;
using NanoBanana.Core.Events;
using NanoBanana.Core.Telemetry;

namespace NanoBanana.Api.Live;

/// <summary>How events reach those who follow.</summary>
internal sealed class LiveMetrics
{
    private readonly UpDownCounter<long> _followers;
    private readonly Histogram<double> _lags;
    private readonly Counter<long> _resets;
    private readonly TimeProvider _time;

    public LiveMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = Meters.Create(meters);
        _followers = meter.CreateUpDownCounter<long>("nanobanana.live.followers", "{follower}", "Streams of events that are followed now.");
        _lags = meter.CreateTime(
            "nanobanana.live.lag", "From the change until its event is handed to the followers here. One for each event and replica.");
        _resets = meter.CreateCounter<long>("nanobanana.live.resets", "{reset}", "Followers that were told to read the resources again.");
    }

    public void Joined() => _followers.Add(1);

    public void Left() => _followers.Add(-1);

    public void Pushed(IReadOnlyList<LogEntry> entries)
    {
        if (!_lags.Enabled && !_resets.Enabled)
        {
            return;
        }

        var now = _time.GetUtcNow();
        foreach (var entry in entries)
        {
            if (entry.Type == EventTypes.Reset)
            {
                _resets.Add(1);
            }
            else
            {
                _lags.Record(
                    Math.Max(0, (now - entry.At).TotalSeconds), new KeyValuePair<string, object?>("nanobanana.event.type", entry.Type));
            }
        }
    }
}
