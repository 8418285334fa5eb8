using System.Runtime.CompilerServices;
using NanoBanana.Api.Accounts;
using NanoBanana.Contracts.Events;
using NanoBanana.Core.Events;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using StackExchange.Redis;
using Role = NanoBanana.Contracts.Sessions.Role;

namespace NanoBanana.Api.Live;

/// <summary>
/// Follows logs for a caller who may lose the right to at any time. A removal from a session stands in the session's log, before all that
/// the removed member may not see; that a device is signed out is pushed to its <see cref="LiveDevice"/>.
/// </summary>
internal sealed class AuthorizedEventReader(IDatabase database, LogFeeds feeds, SessionStore sessions, EventMapper views, TimeProvider time)
{
    /// <summary>Events after a position; ends with <c>closed</c> when the caller may not follow the session any more.</summary>
    public async IAsyncEnumerable<EventJson> FollowAsync(
        LiveDevice device, SessionId sessionId, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = after;
        await using var reader = await feeds.JoinAsync(LogName.OfSession(sessionId), after, cancellationToken);
        using var revoking = device.OnRevoked(reader.Wake);

        // Asked only now: who is removed later meets the removal in the log.
        var role = await RoleAsync(device.Caller.Id, sessionId);
        while (role is not null && await NextAsync(reader, device, cancellationToken) is { } next)
        {
            var entry = next.Entry;
            if (MayChangeRole(entry, device.Caller.Id))
            {
                role = await Outage.OutlastAsync(() => RoleAsync(device.Caller.Id, sessionId), time, cancellationToken);
                if (role is null)
                {
                    break;
                }
            }

            last = entry.Seq;
            yield return await views.ForAsync(next, new(device.Caller.Id, role));
            if (entry.Type == EventTypes.SessionDeleted && await sessions.RoleAsync(device.Caller.Id, sessionId) is null)
            {
                yield break;
            }
        }

        yield return Closed(sessionId, last, role is null ? CloseReasons.MemberRemoved : CloseReasons.DeviceRevoked);
    }

    /// <summary>The same for the caller's own list.</summary>
    public async IAsyncEnumerable<EventJson> FollowMineAsync(
        LiveDevice device, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = after;
        await using var reader = await feeds.JoinAsync(LogName.OfUser(device.Caller.Id), after, cancellationToken);
        using var revoking = device.OnRevoked(reader.Wake);
        while (await NextAsync(reader, device, cancellationToken) is { } next)
        {
            last = next.Entry.Seq;
            yield return await views.ForAsync(next, new(device.Caller.Id, Role: null));
        }

        yield return Closed(null, last, CloseReasons.DeviceRevoked);
    }

    /// <summary>Whether the caller may follow the session from there; a deleted one can be followed up to its deletion only.</summary>
    public async Task<bool> MayFollowAsync(CurrentUser caller, SessionId sessionId, long after)
    {
        var fields = await database.HashGetAsync(Keys.Session(sessionId), ["ownerId", "deletedAt", "seq"]);
        var isOver = !fields[1].IsNull && (after < 0 || after >= (long)fields[2]);
        return !fields[0].IsNull && !isOver && await RoleAsync(caller.Id, sessionId) is not null;
    }

    /// <summary>The last event of a stream that its reader has no right to.</summary>
    public EventJson Closed(SessionId? sessionId, long seq, string reason) => EventMapper.Closed(sessionId, seq, time.GetUtcNow(), reason);

    /// <returns>Null once the device is signed out.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<FeedEntry?> NextAsync(FeedReader reader, LiveDevice device, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await device.IsSignedInAsync(cancellationToken))
            {
                return null;
            }

            if (reader.Take() is { } next)
            {
                return next;
            }

            await reader.MoreAsync(cancellationToken);
        }
    }

    private static bool MayChangeRole(LogEntry entry, UserId userId) =>
        entry.Type == EventTypes.Reset
        || entry.Type is EventTypes.MemberAdded or EventTypes.MemberRemoved && entry.Data.Contains(userId, StringComparison.Ordinal);

    private async Task<Role?> RoleAsync(UserId userId, SessionId sessionId) =>
        (string?)await database.HashGetAsync(Keys.Members(sessionId), userId.Value) is { } row ? Membership.RoleOf(row) : null;
}
