using System.Runtime.CompilerServices;
using NanoBanana.Contracts.Events;

namespace NanoBanana.Contracts.Client;

/// <summary>
/// One sequence of events out of as many subscriptions as it takes: in order, none lost, none twice. Only an event
/// ends it; a subscription that fails is made again, whatever its exception says.
/// </summary>
/// <param name="connect">Comes back when there is a connection.</param>
/// <param name="subscribe">Asks for every event after a position.</param>
internal sealed class EventFollower(
    Func<CancellationToken, Task> connect, Func<long, CancellationToken, IAsyncEnumerable<SessionEvent>> subscribe)
{
    private enum Step { Received, Completed, Lost }

    /// <param name="after">Where to go on; -1 for now.</param>
    /// <param name="last">The type of the event that ends it, if one does; unless more comes, because what it ended was restored.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<SessionEvent> FollowAsync(
        long after, string? last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = after;
        var (attempts, completions) = (0, 0);
        var over = false;
        while (true)
        {
            await connect(cancellationToken);
            await using var events = subscribe(position, cancellationToken).GetAsyncEnumerator(cancellationToken);
            Step step;
            while ((step = await NextAsync(events, cancellationToken)) == Step.Received)
            {
                var next = events.Current;
                if (next.Type == EventTypes.Closed)
                {
                    if (!over)
                    {
                        yield return next;
                    }
                    yield break;
                }
                if (next.Type != EventTypes.Reset && position >= 0)
                {
                    if (next.Seq <= position)
                    {
                        continue;
                    }
                    if (next.Seq > position + 1)
                    {
                        // Something is missing in between: ask again from where we are.
                        break;
                    }
                }
                position = next.Seq;
                (attempts, completions) = (0, 0);
                yield return next;
                over = next.Type == last;
            }
            // A server that shuts down may complete its streams; only one that completes again without an event means it.
            if (step == Step.Completed && (over || completions++ > 0))
            {
                yield break;
            }
            await Backoff.WaitAsync(attempts++, cancellationToken);
        }
    }

    private static async ValueTask<Step> NextAsync(IAsyncEnumerator<SessionEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            return await events.MoveNextAsync() ? Step.Received : Step.Completed;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Step.Lost;
        }
    }
}
