using Microsoft.Extensions.Caching.Memory;

namespace NanoBanana.Core.Throttling;

/// <summary>
/// Counts the requests of signed-in users without asking Redis for each. Redis counts for all replicas together and says whether the
/// device is signed in; for a moment after its answer this replica admits a small share of what was left by itself, and charges it with its
/// next question. Close to the limit every request asks. So a user gets at most a sixteenth of the limit too much on each further replica.
/// </summary>
internal sealed class UserRates(RateLimiter limiter, TimeProvider time) : IDisposable
{
    /// <summary>How long an answer counts; the contract promises that a device is signed out within a second.</summary>
    private static readonly TimeSpan Trusted = TimeSpan.FromMilliseconds(800);

    /// <summary>What part of what was left is admitted before Redis is asked again.</summary>
    private const int Share = 16;

    /// <summary>When less is left, every request asks, so that small limits hold to the request.</summary>
    private const int ShareFrom = 200;
    private const int UsersMost = 100_000;
    private const int DevicesMost = 100;

    private readonly MemoryCache _users = new(new MemoryCacheOptions { SizeLimit = UsersMost });
    private readonly MemoryCache _others = new(new MemoryCacheOptions { SizeLimit = UsersMost });

    /// <summary>Counts a request; null when the device is not signed in (any more).</summary>
    public ValueTask<RateLimitResult?> AdmitAsync(UserId userId, DeviceId deviceId, RateLimit rate)
    {
        var known = KnownOf(_users, userId.Value, rate);
        return known.TryAdmit(deviceId, 1, rate, time) is { } verdict ? new(verdict) : new(AskAsync(known, userId, deviceId, rate));
    }

    /// <summary>Counts something that a signed-in user does, by a rate of its own.</summary>
    public ValueTask<RateLimitResult> AdmitAsync(UserId userId, RateLimit rate, long amount)
    {
        var known = KnownOf(_others, (userId.Value, rate.Name), rate);
        return known.TryAdmit(null, amount, rate, time) is { } verdict ? new(verdict) : new(AskAsync(known, userId, rate, amount));
    }

    /// <summary>Asks Redis about the user's devices with the next request: one of them was signed out.</summary>
    public void Forget(UserId userId)
    {
        if (_users.TryGetValue(userId.Value, out Known? known))
        {
            known!.Forget();
        }
    }

    public void Dispose()
    {
        _users.Dispose();
        _others.Dispose();
    }

    private static Known KnownOf(MemoryCache cache, object subject, RateLimit rate) =>
        cache.TryGetValue(subject, out Known? known) ? known! : cache.GetOrCreate(subject, entry =>
        {
            // What is not charged by then need not be: the burst is whole again.
            entry.SetSize(1).SetSlidingExpiration(rate.Per * 2);
            return new Known();
        })!;

    private async Task<RateLimitResult?> AskAsync(Known known, UserId userId, DeviceId deviceId, RateLimit rate)
    {
        var (asked, owed) = (time.GetTimestamp(), known.TakeOwed());
        var verdict = await limiter.AdmitAsync(userId, deviceId, [rate], owed);
        known.Learn(deviceId, verdict, asked);
        return verdict;
    }

    private async Task<RateLimitResult> AskAsync(Known known, UserId userId, RateLimit rate, long amount)
    {
        var (asked, owed) = (time.GetTimestamp(), known.TakeOwed());
        var verdict = await limiter.AdmitAsync(userId, rate, amount, owed);
        known.Learn(null, verdict, asked);
        return verdict;
    }

    /// <summary>How a user stands by a rate, as far as this replica knows.</summary>
    private sealed class Known
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<DeviceId, long> _devices = [];
        private long _asked;
        private long _left;
        private TimeSpan _reset;
        private long _owed;

        /// <returns>Null when Redis is to be asked.</returns>
        public RateLimitResult? TryAdmit(DeviceId? deviceId, long amount, RateLimit rate, TimeProvider time)
        {
            lock (_lock)
            {
                if (_left < ShareFrom || _owed + amount > _left / Share || time.GetElapsedTime(_asked) > Trusted
                    || (deviceId is { } device && !(_devices.TryGetValue(device, out var seen) && time.GetElapsedTime(seen) <= Trusted)))
                {
                    return null;
                }

                _owed += amount;
                return new(true, TimeSpan.Zero, [new(rate, _left - _owed, _reset + (rate.Per / rate.Count * _owed))]);
            }
        }

        /// <summary>What was admitted here and is not charged yet.</summary>
        public long TakeOwed()
        {
            lock (_lock)
            {
                (var owed, _owed) = (_owed, 0);
                return owed;
            }
        }

        public void Learn(DeviceId? deviceId, RateLimitResult? verdict, long asked)
        {
            lock (_lock)
            {
                if (verdict is not null)
                {
                    (_asked, _left, _reset) = (asked, verdict.IsAdmitted ? verdict.Rates[0].Left : 0, verdict.Rates[0].Reset);
                }

                if (deviceId is { } device)
                {
                    _devices.Remove(device);
                    if (verdict is not null)
                    {
                        if (_devices.Count == DevicesMost)
                        {
                            _devices.Clear();
                        }

                        _devices[device] = asked;
                    }
                }
            }
        }

        public void Forget()
        {
            lock (_lock)
            {
                _devices.Clear();
            }
        }
    }
}
