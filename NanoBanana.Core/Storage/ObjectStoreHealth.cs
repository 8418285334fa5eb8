using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace NanoBanana.Core.Storage;

/// <summary>Whether the store can be written to; asked at most every five seconds, however often the probe comes.</summary>
internal sealed class ObjectStoreHealth(IObjectStore store, TimeProvider time) : IHealthCheck, IDisposable
{
    public const string Name = "object-store";

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1);
    private HealthCheckResult _result;
    private long? _checkedAt;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_checkedAt is not { } checkedAt || time.GetElapsedTime(checkedAt) >= Freshness)
            {
                _result = await AskAsync(context, cancellationToken);
                _checkedAt = time.GetTimestamp();
            }

            return _result;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<HealthCheckResult> AskAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            await store.CheckAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (ObjectStoreUnavailableException failure)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, failure.Message, failure);
        }
    }
}
