using System.Diagnostics;

namespace NanoBanana.Tests.Fixtures;

/// <summary>Waits for what must become true, no longer than it takes, and fails at a deadline.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? within = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, within);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null) =>
        await GetAsync(async () => await condition() ? what : null, what, within);

    /// <summary>Asks until the answer is not null.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> ask, string what, TimeSpan? within = null)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }
            if (watch.Elapsed > (within ?? Patience))
            {
                throw new TimeoutException($"Waited {watch.Elapsed.TotalSeconds:0.0} s for: {what}.");
            }
            await Task.Delay(Pause);
        }
    }
}
