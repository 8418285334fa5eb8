using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace NanoBanana.Core.Health;

/// <summary>A check that asks a dependency at most every five seconds, however often the probe comes.</summary>
internal abstract class RecentHealthCheck(TimeProvider time) : IHealthCheck, IDisposable
{
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

    protected abstract Task<HealthCheckResult> AskAsync(HealthCheckContext context, CancellationToken cancellationToken);
}
