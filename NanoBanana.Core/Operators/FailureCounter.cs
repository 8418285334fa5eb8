using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Telemetry;

namespace NanoBanana.Core.Operators;

/// <summary>
/// Counts for operators what this process's metrics tell of refusals and failures, whether a collector listens or not, and adds it to
/// those of the others every few seconds: a flood of refusals costs Redis nothing more.
/// </summary>
internal sealed class FailureCounter(RecentFailureCounts counts, IMeterFactory meters, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>By instrument: the kind, the code where there is one only, and the outcomes that are no failures.</summary>
    private static readonly Dictionary<string, (string Kind, string? Code, string[] Good)> Sources = new()
    {
        ["nanobanana.edits.duration"] = ("edit", null, ["delivered", "cancelled"]),
        ["nanobanana.jobs.duration"] = ("job", null, ["done", "cancelled", "handed-back"]),
        ["nanobanana.jobs.recovered"] = ("worker", "jobs-recovered", []),
        ["nanobanana.leases.lost"] = ("worker", "lease-lost", []),
        ["nanobanana.limits.hit"] = ("limit", null, []),
        ["nanobanana.refreshes"] = ("token", null, ["traded", "refused"]),
        ["nanobanana.requests.failed"] = ("request", null, []),
        ["nanobanana.sign_ins"] = ("sign-in", null, ["admitted"]),
        ["nanobanana.storage.duration"] = ("storage", null, ["done", "cancelled"]),
        ["nanobanana.uploads"] = ("upload", null, ["stored"]),
    };

    private readonly ConcurrentDictionary<(string Kind, string Code), long> _new = new();

    /// <summary>All kinds that are counted.</summary>
    internal static IEnumerable<string> Kinds => Sources.Values.Select(source => source.Kind).Distinct();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listener = new MeterListener { InstrumentPublished = Listen };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Count(instrument, 1, tags));
        listener.Start();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await FlushAsync();
        }
    }

    private void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == Meters.Name && instrument.Meter.Scope == meters && Sources.ContainsKey(instrument.Name))
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private void Count(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (kind, code, good) = Sources[instrument.Name];
        code ??= CodeIn(tags);
        if (code is not null && !good.Contains(code))
        {
            _new.AddOrUpdate((kind, code), value, (_, sum) => sum + value);
        }
    }

    private static string? CodeIn(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            if (name is "nanobanana.outcome" or "nanobanana.limit" or "nanobanana.problem")
            {
                return value as string;
            }
        }

        return null;
    }

    /// <summary>What cannot be added now is added later.</summary>
    private async Task FlushAsync()
    {
        var taken = _new.Keys.Select(key => _new.TryRemove(key, out var count) ? KeyValuePair.Create(key, count) : default)
            .Where(entry => entry.Value > 0).ToList();
        try
        {
            if (taken.Count > 0)
            {
                await counts.AddAsync(taken);
            }
        }
        catch (Exception exception) when (RedisFailures.MeansUnavailable(exception) || RedisFailures.MeansFull(exception))
        {
            taken.ForEach(entry => _new.AddOrUpdate(entry.Key, entry.Value, (_, sum) => sum + entry.Value));
        }
    }
}
