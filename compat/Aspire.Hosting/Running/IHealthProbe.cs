using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

internal interface IHealthProbe
{
    /// <summary>Whether the replica answers as it should, now.</summary>
    Task<bool> IsHealthyAsync(int replica, CancellationToken cancellationToken);
}

internal sealed record HealthProbeAnnotation(IHealthProbe Probe) : IResourceAnnotation;
