using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;
using NanoBanana.Api.Accounts;
using NanoBanana.Contracts.Events;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Events;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using StackExchange.Redis;

namespace NanoBanana.Api.Live;

/// <summary>Follows logs for a caller who may lose the right to at any time.</summary>
internal sealed class Follower(IDatabase database, EventLog log, DeviceStore devices, SessionStore sessions, EventViews views)
{
    private const string NotFound = "There is no such session, or it is not yours.";

    /// <summary>Throws unless the caller may follow the session from there; a deleted one can be followed up to its deletion only.</summary>
    public async Task CheckSessionAsync(CurrentUser caller, string sessionId, long after)
    {
        var fields = await database.HashGetAsync(Keys.Session(sessionId), ["ownerId", "deletedAt", "seq"]);
        var isOver = !fields[1].IsNull && (after < 0 || after >= (long)fields[2]);
        if (after < -1 || fields[0].IsNull || isOver || !await IsMemberAsync(caller, sessionId))
        {
            throw new HubException(after < -1 ? "Follow from −1 (now) or from a seq." : NotFound);
        }
    }

    public async IAsyncEnumerable<SessionEvent> FollowAsync(
        CurrentUser caller, string sessionId, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entries = log.FollowAsync(
            Keys.SessionLog(sessionId), sessionId, after,
            async () => (long)await database.HashGetAsync(Keys.Session(sessionId), "seq"),
            async () => await CheckAsync(caller, sessionId), cancellationToken);
        await foreach (var entry in entries)
        {
            yield return await views.ForAsync(entry, caller.Id);
            if (entry.Type == EventTypes.SessionDeleted && await sessions.RoleAsync(caller.Id, sessionId) is null)
            {
                yield break;
            }
        }
    }

    public async IAsyncEnumerable<SessionEvent> FollowMineAsync(
        CurrentUser caller, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entries = log.FollowAsync(
            Keys.UserLog(caller.Id), null, after,
            async () => (long)await database.HashGetAsync(Keys.User(caller.Id), "seq"),
            async () => await CheckDeviceAsync(caller), cancellationToken);
        await foreach (var entry in entries)
        {
            yield return await views.ForAsync(entry, caller.Id);
        }
    }

    private async Task CheckAsync(CurrentUser caller, string sessionId)
    {
        var device = CheckDeviceAsync(caller);
        if (!await IsMemberAsync(caller, sessionId))
        {
            throw new HubException(NotFound);
        }

        await device;
    }

    private async Task CheckDeviceAsync(CurrentUser caller)
    {
        if (!await devices.IsSignedInAsync(caller.Id, caller.DeviceId))
        {
            throw new HubException("This device is not signed in any more.");
        }
    }

    private Task<bool> IsMemberAsync(CurrentUser caller, string sessionId) =>
        database.HashExistsAsync(Keys.Members(sessionId), caller.Id);
}
