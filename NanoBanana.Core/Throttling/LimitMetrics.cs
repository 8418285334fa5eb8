using System.Diagnostics.Metrics;
using NanoBanana.Core.Telemetry;

namespace NanoBanana.Core.Throttling;

/// <summary>Limits that somebody ran into.</summary>
internal sealed class LimitMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _hits = Meters.Create(meters)
        .CreateCounter<long>("nanobanana.limits.hit", "{request}", "Requests that were refused because of a limit.");

    /// <param name="limit">Its name, or the code of the problem.</param>
    public void Hit(string limit) => _hits.Add(1, new KeyValuePair<string, object?>("nanobanana.limit", limit));
}
