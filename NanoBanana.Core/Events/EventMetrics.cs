using System.Diagnostics.Metrics;
using NanoBanana.Core.Telemetry;

namespace NanoBanana.Core.Events;

/// <summary>What is written to the logs of sessions.</summary>
internal sealed class EventMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _appended = Meters.Create(meters)
        .CreateCounter<long>("nanobanana.events.appended", "{event}", "Events that were written to the logs of sessions.");

    public void Appended(long events) => _appended.Add(events);
}
