using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Samples traces that begin with a request, a job or a tap. A call to another server that belongs to none is a poll or a health check;
/// the calls of a hub are what a page tells its server with every stroke, and streams that last as long as a page. All would bury
/// the traces that somebody looks for.
/// </summary>
internal sealed class RequestedWorkSampler : Sampler
{
    private const string HubCalls = "Microsoft.AspNetCore.SignalR.Server.";

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        new(samplingParameters.Kind is ActivityKind.Client || IsHubCall(samplingParameters.Name)
            ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);

    private static bool IsHubCall(string? name) => name?.StartsWith(HubCalls, StringComparison.Ordinal) == true;
}
