using Microsoft.Extensions.Diagnostics.HealthChecks;
using NanoBanana.Core.Health;

namespace NanoBanana.Core.Storage;

/// <summary>Whether the store can be written to.</summary>
internal sealed class ObjectStoreHealth(IObjectStore store, TimeProvider time) : RecentHealthCheck(time)
{
    public const string Name = "object-store";

    protected override async Task<HealthCheckResult> AskAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            await store.CheckAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is ObjectStoreUnavailableException or ObjectStoreFullException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, failure.Message, failure);
        }
    }
}
