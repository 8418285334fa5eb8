using System.Diagnostics.Metrics;
using NanoBanana.Core.Telemetry;

namespace NanoBanana.Api.Errors;

/// <summary>Requests that failed, by the code of the problem.</summary>
internal sealed class FailedRequestMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _failed = Meters.Create(meters)
        .CreateCounter<long>("nanobanana.requests.failed", "{request}", "Requests that were answered with a 5xx.");

    public void Failed(string code) => _failed.Add(1, new KeyValuePair<string, object?>("nanobanana.problem", code));
}
