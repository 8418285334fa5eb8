using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using NanoBanana.Api.Accounts;
using NanoBanana.Contracts.Events;

namespace NanoBanana.Api.Live;

/// <summary>Live events at <c>/ws</c>: logs are followed as streams; typing and presence go through groups.</summary>
[Authorize]
internal sealed class LiveHub(
    AuthorizedEventReader follower, PresenceTracker presence, TypingTracker typing, DeviceWatch devices,
    TimeProvider time) : Hub<ILiveClient>
{
    private const string Mine = "mine";

    private CurrentUser Caller => CurrentUser.From(Context.User) ?? throw new HubException("Sign in first.");

    /// <summary>
    /// Every event of a session after <paramref name="after"/>; −1 starts at now. Completes after <c>session.deleted</c>, and after
    /// <c>closed</c> when the caller loses the right to it. Who never had the right gets <c>closed</c> and an error.
    /// </summary>
    public async IAsyncEnumerable<EventJson> Follow(
        SessionId sessionId, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var caller = Caller;
        using var stream = await OpenStreams.Of(Context).EnterAsync(sessionId, time, cancellationToken);
        if (after < -1)
        {
            throw new HubException("Follow from −1 (now) or from a seq.");
        }
        if (!await follower.MayFollowAsync(caller, sessionId, after))
        {
            yield return follower.Closed(sessionId, after, CloseReasons.MemberRemoved);
            throw new HubException("There is no such session, or it is not yours.");
        }
        await using var present = await presence.JoinAsync(caller, sessionId, Context.ConnectionId, Context.ConnectionAborted);
        await foreach (var entry in follower.FollowAsync(LiveDevice.Of(Context), sessionId, after, cancellationToken))
        {
            yield return entry;
        }

        await typing.StopAsync(Context.ConnectionId, sessionId);
    }

    /// <summary>The caller's own list of sessions, on every device; its numbers count per user.</summary>
    public async IAsyncEnumerable<EventJson> FollowMine(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stream = await OpenStreams.Of(Context).EnterAsync(Mine, time, cancellationToken);
        await foreach (var entry in follower.FollowMineAsync(LiveDevice.Of(Context), after, cancellationToken))
        {
            yield return entry;
        }
    }

    /// <summary>Shown to the others for 5 seconds at most; needs a <c>Follow</c> of the session on this connection.</summary>
    public Task Typing(SessionId sessionId, bool isTyping) =>
        !presence.Follows(Context.ConnectionId, sessionId) ? throw new HubException("Follow the session first.")
        : isTyping ? typing.StartAsync(Caller, Context.ConnectionId, sessionId)
        : typing.StopAsync(Context.ConnectionId, sessionId);

    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        devices.Add(Caller, Context);
        return base.OnConnectedAsync();
    }

    /// <inheritdoc/>
    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        devices.Remove(Context);
        await typing.StopAllAsync(Context.ConnectionId);
        await base.OnDisconnectedAsync(exception);
    }
}
