using Microsoft.Extensions.Caching.Memory;

namespace NanoBanana.Core.Throttling;

/// <summary>
/// Remembers for a moment how much room users have, and admits a small share of it without a reservation, as <see cref="UserRates"/> does
/// with requests. Where little is left it admits nothing.
/// </summary>
internal sealed class KnownRoom(TimeProvider time) : IDisposable
{
    /// <summary>With less than this left, every byte is reserved.</summary>
    private const long From = 1 << 20;
    private const int Share = 16;
    private const int UsersMost = 100_000;
    private static readonly TimeSpan Trusted = TimeSpan.FromMilliseconds(800);

    private readonly MemoryCache _users = new(new MemoryCacheOptions { SizeLimit = UsersMost });

    /// <summary>Admits bytes of what is known to be left.</summary>
    public bool TryAdmit(UserId userId, long bytes) =>
        _users.TryGetValue(userId.Value, out Room? room) && time.GetElapsedTime(room!.Asked) <= Trusted
        && Interlocked.Add(ref room.Spent, bytes) <= room.Left / Share;

    /// <summary>Learns how much was left, and says whether that is plenty.</summary>
    public bool Learn(UserId userId, long left, long asked)
    {
        if (left < From)
        {
            _users.Remove(userId.Value);
            return false;
        }

        _users.Set(
            userId.Value, new Room { Left = left, Asked = asked },
            new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Trusted });
        return true;
    }

    public void Dispose() => _users.Dispose();

    private sealed class Room
    {
        public long Left;
        public long Asked;
        public long Spent;
    }
}
