using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Worker.Gauges;

/// <summary>Gauges that are read from Redis now and then, as long as somebody collects them. Every worker says the same.</summary>
internal abstract class PolledGauges(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Whether somebody collects them.</summary>
    protected abstract bool IsRead { get; }

    protected abstract Task ReadAsync();

    /// <summary>Nothing is known for now.</summary>
    protected abstract void Forget();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (IsRead)
                {
                    await ReadAsync();
                }
            }
            catch (Exception exception) when (exception is RedisServerException || RedisFailures.MeansUnavailable(exception))
            {
                Forget();
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
