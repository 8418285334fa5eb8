using Microsoft.Extensions.Diagnostics.HealthChecks;
using NanoBanana.Core.Health;

namespace NanoBanana.Core.Scanning;

/// <summary>Whether the scanner answers, where there is one. Without it nothing can be uploaded, but all else goes on: degraded.</summary>
internal sealed class ScannerHealth(MalwareScanner scanner, TimeProvider time) : RecentHealthCheck(time)
{
    public const string Name = "malware-scanner";

    protected override async Task<HealthCheckResult> AskAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            await scanner.CheckAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (ScannerUnavailableException failure)
        {
            return new(context.Registration.FailureStatus, failure.Message, failure);
        }
    }
}
