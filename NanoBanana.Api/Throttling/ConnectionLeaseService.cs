using NanoBanana.Core.Redis;
using NanoBanana.Core.Throttling;

namespace NanoBanana.Api.Throttling;

/// <summary>Keeps this replica's live connections counted while they are open.</summary>
internal sealed class ConnectionLeaseService(OpenConnections connections, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(OpenConnections.Renewal, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await connections.RenewAsync();
            }
            catch (Exception exception) when (RedisFailures.MeansUnavailable(exception))
            {
                // Too few are counted until Redis is back; the next round counts them again.
            }
        }
    }
}
