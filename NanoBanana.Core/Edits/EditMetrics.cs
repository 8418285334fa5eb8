using System.Diagnostics.Metrics;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Telemetry;

namespace NanoBanana.Core.Edits;

/// <summary>What became of edits, and what they cost.</summary>
internal sealed class EditMetrics
{
    private const string Engine = "nanobanana.engine";
    private const string Outcome = "nanobanana.outcome";

    private readonly Counter<long> _asked;
    private readonly Histogram<double> _times;
    private readonly Counter<long> _reserved;
    private readonly Counter<long> _charged;
    private readonly Counter<long> _calls;

    public EditMetrics(IMeterFactory meters)
    {
        var meter = Meters.Create(meters);
        _asked = meter.CreateCounter<long>("nanobanana.edits.asked", "{edit}", "Edits that were asked for.");
        _times = meter.CreateTime("nanobanana.edits.duration", "How long an edit took from asking to its end, and how it ended.");
        _reserved = meter.CreateCounter<long>("nanobanana.units.reserved", "{unit}", "Cost units that were reserved for edits.");
        _charged = meter.CreateCounter<long>("nanobanana.units.charged", "{unit}", "Cost units of edits that delivered.");
        _calls = meter.CreateCounter<long>("nanobanana.engine.calls", "{call}", "Questions to engines, and what they answered.");
    }

    public void Asked(Edit edit, int units)
    {
        _asked.Add(1, new KeyValuePair<string, object?>(Engine, edit.Engine));
        _reserved.Add(units, new KeyValuePair<string, object?>(Engine, edit.Engine));
    }

    /// <param name="problem">The code of why nothing was delivered; null when something was.</param>
    public void Ended(Edit edit, string? problem)
    {
        var time = (edit.FinishedAt ?? edit.CreatedAt) - edit.CreatedAt;
        _times.Record(time.TotalSeconds, new(Engine, edit.Engine), new(Outcome, problem ?? "delivered"));
        _charged.Add(edit.Units.Charged, new KeyValuePair<string, object?>(Engine, edit.Engine));
    }

    /// <param name="problem">The code of why there is no answer; null when there is one.</param>
    public void Called(string engine, string? problem) => _calls.Add(1, new(Engine, engine), new(Outcome, problem ?? "answered"));
}
