namespace NanoBanana.AppHost;

/// <summary>Decides for one program when to start it again: later each time, and soon again after a run that lasted.</summary>
internal sealed class Restarts(TimeProvider time)
{
    /// <summary>The exit code of a service that refuses its settings.</summary>
    private const int SettingsRefused = 1;
    private const int MostFailures = 5;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(30);

    private long _started = time.GetTimestamp();
    private TimeSpan _next = First;
    private int _failures;
    private bool _isRunning;
    private bool _isStopping;

    // Whether the end of the last start was answered. A program that ends at once is never seen running.
    private bool _isAnswered;
    private bool _wasHealthy;

    /// <summary>What to do about a crash: start again after a delay, or give up where there is none.</summary>
    public sealed record Decision(TimeSpan? Delay);

    /// <summary>Takes a change of state; answers a crash with what to do about it, and everything else with null.</summary>
    public Decision? On(string? state, int? exitCode, bool isHealthy)
    {
        if (state == KnownResourceStates.Starting || state == KnownResourceStates.Running)
        {
            _started = _isRunning ? _started : time.GetTimestamp();
            (_isRunning, _isStopping, _isAnswered) = (state == KnownResourceStates.Running, false, false);
            _wasHealthy |= isHealthy;
            return null;
        }

        _isStopping |= state == KnownResourceStates.Stopping;
        if (state is null || !KnownResourceStates.TerminalStates.Contains(state) || _isAnswered)
        {
            return null;
        }

        (_isRunning, _isAnswered) = (false, true);
        var isCrash = state == KnownResourceStates.FailedToStart || exitCode is not (null or 0);
        return isCrash && !_isStopping ? AfterCrash(exitCode) : null;
    }

    private Decision AfterCrash(int? exitCode)
    {
        _failures = _wasHealthy ? 0 : _failures + 1;
        if (!_wasHealthy && (exitCode is SettingsRefused || _failures >= MostFailures))
        {
            return new(Delay: null);
        }

        var delay = time.GetElapsedTime(_started) >= Lasting ? First : _next;
        _next = delay * 2 < Longest ? delay * 2 : Longest;
        return new(delay);
    }
}
