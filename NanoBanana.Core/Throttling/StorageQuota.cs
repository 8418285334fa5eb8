using Microsoft.Extensions.Options;
using NanoBanana.Core.Images;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using StackExchange.Redis;

namespace NanoBanana.Core.Throttling;

/// <summary>
/// Keeps what a user stores in the sessions they own below the limits. Who is about to store something reserves the place first; the
/// reservation stands beside the user's sums until the sums know of what was stored, so that many at once get no further than one
/// after the other.
/// </summary>
internal sealed class StorageQuota(
    IDatabase database, IOptions<ImageOptions> images, IOptions<SessionOptions> sessions, IOptions<MessageOptions> messages,
    KnownRoom known, TimeProvider time)
{
    /// <summary>What a crash leaves reserved is free again after this time.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private static readonly RedisScript TakeScript = RedisScript.Load("quota/take");

    /// <summary>Reserves room for bytes of images in a session; they count for its owner, whoever brings them.</summary>
    /// <exception cref="StorageFullException">They would be more than the owner may keep.</exception>
    public Task<IAsyncDisposable> TakeBytesAsync(SessionId sessionId, long bytes) =>
        InSessionAsync(sessionId, "bytes", bytes, images.Value.BytesPerUser, StorageFullException.OfImages);

    /// <summary>Reserves room for text in a session.</summary>
    /// <exception cref="StorageFullException">It would be more than the owner may keep.</exception>
    public Task<IAsyncDisposable> TakeTextAsync(SessionId sessionId, long bytes) =>
        InSessionAsync(sessionId, "textBytes", bytes, messages.Value.TextBytesPerUser, StorageFullException.OfText);

    private async Task<IAsyncDisposable> TakeTextOfAsync(UserId ownerId, long bytes) =>
        await TakeAsync(ownerId, "textBytes", bytes, messages.Value.TextBytesPerUser, StorageFullException.OfText);

    /// <summary>Admits text in a session whose owner is known; it is reserved only where little is left.</summary>
    /// <returns>The reservation; null when there is plenty of room.</returns>
    /// <exception cref="StorageFullException">It would be more than the owner may keep.</exception>
    public async ValueTask<IAsyncDisposable?> AdmitTextOfAsync(UserId ownerId, long bytes)
    {
        if (known.TryAdmit(ownerId, bytes))
        {
            return null;
        }

        var asked = time.GetTimestamp();
        var place = await TakeAsync(ownerId, "textBytes", bytes, messages.Value.TextBytesPerUser, StorageFullException.OfText);
        if (!known.Learn(ownerId, place.Left, asked))
        {
            return place;
        }

        await place.DisposeAsync();
        return null;
    }

    /// <summary>Reserves room for an image and for its row at once, in a session whose owner is known.</summary>
    /// <exception cref="StorageFullException">One of them would be more than the owner may keep.</exception>
    public async Task<IAsyncDisposable> TakeImageOfAsync(UserId ownerId, long bytes, long textBytes)
    {
        Task<IAsyncDisposable>[] taking =
        [
            TakeBytesOfAsync(ownerId, bytes), TakeTextOfAsync(ownerId, textBytes),
        ];
        var reservations = new Reservations(taking);
        try
        {
            await Task.WhenAll(taking);
            return reservations;
        }
        catch
        {
            await reservations.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reserves the place of one more session.</summary>
    /// <exception cref="StorageFullException">The user owns as many as they may.</exception>
    public async Task<IAsyncDisposable> TakeSessionAsync(UserId userId) =>
        await TakeAsync(userId, "sessions", 1, sessions.Value.PerUser, StorageFullException.OfSessions);

    private async Task<IAsyncDisposable> TakeBytesOfAsync(UserId ownerId, long bytes) =>
        await TakeAsync(ownerId, "bytes", bytes, images.Value.BytesPerUser, StorageFullException.OfImages);

    private async Task<IAsyncDisposable> InSessionAsync(
        SessionId sessionId, string kind, long amount, long limit, Func<long, StorageFullException> refusal) =>
        await TakeAsync(new((await database.HashGetAsync(Keys.Session(sessionId), "ownerId")).Text()), kind, amount, limit, refusal);

    private async Task<Reservation> TakeAsync(
        UserId userId, string kind, long amount, long limit, Func<long, StorageFullException> refusal)
    {
        var (id, now) = (Guid.CreateVersion7().ToString("N"), time.GetUtcNow());
        var taken = (long)await TakeScript.EvaluateAsync(
            database, [Keys.UsageTotals(userId), Keys.Usage(userId), Keys.Taking(userId)],
            kind, amount, limit, id, now.ToUnixTimeMilliseconds(), (now + Kept).ToUnixTimeMilliseconds());
        return taken switch
        {
            >= 0 => new Reservation(database, Keys.Taking(userId), $"{id}:{kind}:{amount}", taken),
            -1 => throw refusal(limit),
            _ => throw new BusyException("Too much is being stored at a time. Try again soon."),
        };
    }

    /// <summary>A reservation; disposing of it gives it back once the sums know of what was stored.</summary>
    /// <param name="left">What was left of the limit.</param>
    private sealed class Reservation(IDatabase database, RedisKey taking, string member, long left) : IAsyncDisposable
    {
        public long Left => left;

        public async ValueTask DisposeAsync()
        {
            // Nobody waits for it; one that is lost ends by itself.
            await database.SortedSetRemoveAsync(taking, member, CommandFlags.FireAndForget);
        }
    }

    /// <summary>Several reservations at once.</summary>
    private sealed class Reservations(Task<IAsyncDisposable>[] taking) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Task.WhenAll(
            taking.Where(place => place.IsCompletedSuccessfully).Select(place => place.Result.DisposeAsync().AsTask()));
    }
}

/// <summary>There is no more room for the user; the message says what helps.</summary>
internal sealed class StorageFullException(string message) : Exception(message)
{
    public const string Code = "storage-full";

    public static StorageFullException OfImages(long limit) => new(
        $"The owner of this session may keep {limit >> 20:N0} MB of images, the bin included. Delete some for good, then try again.");

    public static StorageFullException OfText(long limit) => new(
        $"The owner of this session may keep {limit >> 20:N0} MB of messages and prompts. "
        + "Delete sessions, messages or public copies, then try again.");

    public static StorageFullException OfSessions(long limit) => new(
        $"You may own {limit:N0} sessions. Delete some, then try again.");
}
