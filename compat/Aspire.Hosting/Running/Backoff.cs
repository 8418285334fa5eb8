namespace Aspire.Hosting.Running;

/// <summary>How long to wait before the next start: longer each time, short again after a run that lasted.</summary>
internal sealed class Backoff(TimeProvider time)
{
    public const int MostFailures = 5;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Lasted = TimeSpan.FromSeconds(30);

    private TimeSpan _next = First;
    private int _failures;

    /// <summary>Null when it never became healthy and trying again is pointless.</summary>
    public TimeSpan? After(long started, bool wasHealthy)
    {
        _failures = wasHealthy ? 0 : _failures + 1;
        if (_failures >= MostFailures)
        {
            return null;
        }

        var delay = time.GetElapsedTime(started) >= Lasted ? First : _next;
        _next = delay * 2 < Longest ? delay * 2 : Longest;
        return delay;
    }
}
