using System.Runtime.CompilerServices;
using NanoBanana.Api.Accounts;
using NanoBanana.Contracts.Events;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Events;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using StackExchange.Redis;

namespace NanoBanana.Api.Live;

/// <summary>Follows logs for a caller who may lose the right to at any time.</summary>
internal sealed class Follower(
    IDatabase database, EventLog log, DeviceStore devices, SessionStore sessions, EventViews views, TimeProvider time)
{
    /// <summary>Events after a position; ends with <c>closed</c> when the caller may not follow the session any more.</summary>
    public IAsyncEnumerable<SessionEvent> FollowAsync(
        CurrentUser caller, string sessionId, long after, CancellationToken revoked, CancellationToken cancellationToken) =>
        UntilClosedAsync(caller, sessionId, after, end => log.FollowAsync(
            Keys.SessionLog(sessionId), sessionId, after,
            async () => (long)await database.HashGetAsync(Keys.Session(sessionId), "seq"),
            () => CheckAsync(caller, sessionId), end), revoked, cancellationToken);

    /// <summary>The same for the caller's own list.</summary>
    public IAsyncEnumerable<SessionEvent> FollowMineAsync(
        CurrentUser caller, long after, CancellationToken revoked, CancellationToken cancellationToken) =>
        UntilClosedAsync(caller, null, after, end => log.FollowAsync(
            Keys.UserLog(caller.Id), null, after,
            async () => (long)await database.HashGetAsync(Keys.User(caller.Id), "seq"),
            () => CheckDeviceAsync(caller), end), revoked, cancellationToken);

    /// <summary>Whether the caller may follow the session from there; a deleted one can be followed up to its deletion only.</summary>
    public async Task<bool> MayFollowAsync(CurrentUser caller, string sessionId, long after)
    {
        var fields = await database.HashGetAsync(Keys.Session(sessionId), ["ownerId", "deletedAt", "seq"]);
        var isOver = !fields[1].IsNull && (after < 0 || after >= (long)fields[2]);
        return !fields[0].IsNull && !isOver && await IsMemberAsync(caller, sessionId);
    }

    /// <summary>The last event of a stream that its reader has no right to.</summary>
    public SessionEvent Closed(string? sessionId, long seq, string reason) =>
        new(Math.Max(seq, 0), EventTypes.Closed, sessionId, time.GetUtcNow(), null, EventViews.Closed(reason));

    private async IAsyncEnumerable<SessionEvent> UntilClosedAsync(
        CurrentUser caller, string? sessionId, long after, Func<CancellationToken, IAsyncEnumerable<LogEntry>> follow,
        CancellationToken revoked, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = after;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, revoked);
        await using var entries = follow(end.Token).GetAsyncEnumerator(end.Token);
        while (true)
        {
            var (entry, closed) = await NextAsync(entries, revoked);
            if (closed is not null)
            {
                yield return Closed(sessionId, last, closed);
            }
            if (entry is null)
            {
                yield break;
            }
            last = entry.Seq;
            yield return await views.ForAsync(entry, caller.Id);
            if (sessionId is not null && entry.Type == EventTypes.SessionDeleted && await sessions.RoleAsync(caller.Id, sessionId) is null)
            {
                yield break;
            }
        }
    }

    private static async Task<(LogEntry? Entry, string? Closed)> NextAsync(
        IAsyncEnumerator<LogEntry> entries, CancellationToken revoked)
    {
        try
        {
            return (await entries.MoveNextAsync() ? entries.Current : null, null);
        }
        catch (RightLostException lost)
        {
            return (null, lost.Reason);
        }
        catch (OperationCanceledException) when (revoked.IsCancellationRequested)
        {
            return (null, CloseReasons.DeviceRevoked);
        }
    }

    private async Task CheckAsync(CurrentUser caller, string sessionId)
    {
        await CheckDeviceAsync(caller);
        if (!await IsMemberAsync(caller, sessionId))
        {
            throw new RightLostException(CloseReasons.MemberRemoved);
        }
    }

    private async Task CheckDeviceAsync(CurrentUser caller)
    {
        if (!await devices.IsSignedInAsync(caller.Id, caller.DeviceId))
        {
            throw new RightLostException(CloseReasons.DeviceRevoked);
        }
    }

    private Task<bool> IsMemberAsync(CurrentUser caller, string sessionId) =>
        database.HashExistsAsync(Keys.Members(sessionId), caller.Id);

    private sealed class RightLostException(string reason) : Exception
    {
        public string Reason => reason;
    }
}
