namespace NanoBanana.Core.Redis;

/// <summary>Waits for a Redis that is away.</summary>
internal static class Outage
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Asks until Redis answers.</summary>
    public static async Task<T> OutlastAsync<T>(Func<Task<T>> ask, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await ask();
            }
            catch (Exception exception) when (RedisFailures.MeansUnavailable(exception))
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
