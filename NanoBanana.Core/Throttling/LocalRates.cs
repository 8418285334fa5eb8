using System.Collections.Concurrent;

namespace NanoBanana.Core.Throttling;

/// <summary>
/// Counts requests in this process while Redis is too slow to, by the same algorithm, so that the limits hold when they are needed most.
/// Remembers so many subjects at a time; when there are more, those whose burst is whole again are forgotten, then all.
/// </summary>
internal sealed class LocalRates(TimeProvider time)
{
    private const int SubjectsMost = 100_000;
    private readonly ConcurrentDictionary<(string Subject, string Rate), DateTimeOffset> _whole = new();

    public RateLimitResult Admit(string subject, IReadOnlyList<RateLimit> rates)
    {
        Forget(time.GetUtcNow());
        var states = rates.Select(rate => Count(subject, rate)).ToList();
        var wait = states.Count == 0 ? TimeSpan.Zero : states.Max(state => state.Wait);
        return new(wait <= TimeSpan.Zero, wait > TimeSpan.Zero ? wait : TimeSpan.Zero, [.. states.Select(state => state.State)]);
    }

    private (TimeSpan Wait, RateLimitState State) Count(string subject, RateLimit rate)
    {
        var step = rate.Per / rate.Count;
        var (now, wait) = (time.GetUtcNow(), TimeSpan.Zero);
        var whole = _whole.AddOrUpdate((subject, rate.Name), _ => now + step, (_, before) =>
        {
            // Read only now: at a time before the others' the last one that the burst allows would be refused.
            now = time.GetUtcNow();
            var after = (before > now ? before : now) + step;
            wait = after - rate.Per - now;
            return wait > TimeSpan.Zero ? before : after;
        });
        return (wait, new(rate, Math.Max(0, (long)((rate.Per - (whole - now)) / step)), whole - now));
    }

    private void Forget(DateTimeOffset now)
    {
        if (_whole.Count < SubjectsMost)
        {
            return;
        }

        foreach (var (key, whole) in _whole)
        {
            if (whole <= now)
            {
                _whole.TryRemove(key, out _);
            }
        }

        if (_whole.Count >= SubjectsMost)
        {
            _whole.Clear();
        }
    }
}
