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

    private readonly MemoryCache _users = new(new MemoryCacheOptions { SizeLimit = UsersMost });

    /// <summary>Counts a request; null when the device is not signed in (any more).</summary>
    public ValueTask<Verdict?> AdmitAsync(string userId, string deviceId, Rate rate)
    {
        var user = UserOf(userId, rate);
        return user.TryAdmit(deviceId, rate, time) is { } verdict ? new(verdict) : new(AskAsync(user, userId, deviceId, rate));
    }

    /// <summary>Asks Redis about the user's devices with the next request: one of them was signed out.</summary>
    public void Forget(string userId)
    {
        if (_users.TryGetValue(userId, out User? user))
        {
            user!.Forget();
        }
    }

    public void Dispose() => _users.Dispose();

    private User UserOf(string userId, Rate rate) => _users.TryGetValue(userId, out User? user) ? user! : _users.GetOrCreate(userId, entry =>
    {
        // What is not charged by then need not be: the burst is whole again.
        entry.SetSize(1).SetSlidingExpiration(rate.Per * 2);
        return new User();
    })!;

    private async Task<Verdict?> AskAsync(User user, string userId, string deviceId, Rate rate)
    {
        var (asked, owed) = (time.GetTimestamp(), user.TakeOwed());
        var verdict = await limiter.AdmitAsync(userId, deviceId, [rate], owed);
        user.Learn(deviceId, verdict, asked);
        return verdict;
    }

    /// <summary>How a user stands, as far as this replica knows.</summary>
    private sealed class User
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, long> _devices = [];
        private long _asked;
        private long _left;
        private TimeSpan _reset;
        private int _owed;

        public Verdict? TryAdmit(string deviceId, Rate rate, TimeProvider time)
        {
            lock (_lock)
            {
                if (_left < ShareFrom || _owed >= _left / Share || time.GetElapsedTime(_asked) > Trusted
                    || !_devices.TryGetValue(deviceId, out var seen) || time.GetElapsedTime(seen) > Trusted)
                {
                    return null;
                }

                _owed++;
                return new(true, TimeSpan.Zero, [new(rate, _left - _owed, _reset + (rate.Per / rate.Count * _owed))]);
            }
        }

        /// <summary>What was admitted here and is not charged yet.</summary>
        public int TakeOwed()
        {
            lock (_lock)
            {
                (var owed, _owed) = (_owed, 0);
                return owed;
            }
        }

        public void Learn(string deviceId, Verdict? verdict, long asked)
        {
            lock (_lock)
            {
                if (verdict is null)
                {
                    _devices.Remove(deviceId);
                    return;
                }

                _devices[deviceId] = asked;
                (_asked, _left, _reset) = (asked, verdict.IsAdmitted ? verdict.Rates[0].Left : 0, verdict.Rates[0].Reset);
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
