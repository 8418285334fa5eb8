using Microsoft.AspNetCore.SignalR;

namespace NanoBanana.Api.Live;

/// <summary>The streams that one live connection follows: so many at most, and each log once.</summary>
internal sealed class OpenStreams(int most)
{
    /// <summary>How long a new stream waits for the one before, which ends.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private readonly Lock _lock = new();
    private readonly HashSet<string> _open = [];

    public static OpenStreams Of(HubCallerContext context) => (OpenStreams)context.Items[typeof(OpenStreams)]!;

    /// <param name="log">A session's id, or the name of the caller's own log.</param>
    /// <returns>Open until it is disposed of.</returns>
    /// <exception cref="HubException">There are too many, or the log is followed already.</exception>
    public async Task<IDisposable> EnterAsync(string log, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var begun = time.GetTimestamp(); !TryEnter(log, out var isKnown);)
        {
            if (!isKnown)
            {
                throw new HubException($"A connection follows {most} logs at most. End one, or connect once more.");
            }

            if (time.GetElapsedTime(begun) > Patience)
            {
                throw new HubException("This connection follows it already.");
            }

            await Task.Delay(Look, time, cancellationToken);
        }

        return new Exit(this, log);
    }

    private bool TryEnter(string log, out bool isKnown)
    {
        lock (_lock)
        {
            isKnown = _open.Contains(log);
            return !isKnown && _open.Count < most && _open.Add(log);
        }
    }

    private sealed class Exit(OpenStreams streams, string log) : IDisposable
    {
        public void Dispose()
        {
            lock (streams._lock)
            {
                streams._open.Remove(log);
            }
        }
    }
}
