using System.Diagnostics.Metrics;

namespace NanoBanana.Core.Telemetry;

/// <summary>The meter of all that is counted here; docs/telemetry.md says what each instrument means.</summary>
internal static class Meters
{
    public const string Name = "NanoBanana";

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    };

    public static Meter Create(IMeterFactory meters) => meters.Create(Name);

    /// <summary>A histogram of what takes from milliseconds to minutes.</summary>
    public static Histogram<double> CreateTime(this Meter meter, string name, string description) =>
        meter.CreateHistogram(name, "s", description, advice: Seconds);
}
