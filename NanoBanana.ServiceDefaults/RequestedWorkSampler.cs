using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Samples traces that begin with a request, a job or a tap. A call to another server that belongs to none is a poll or a health check:
/// they would bury the traces that somebody looks for.
/// </summary>
internal sealed class RequestedWorkSampler : Sampler
{
    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        new(samplingParameters.Kind is ActivityKind.Client ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);
}
