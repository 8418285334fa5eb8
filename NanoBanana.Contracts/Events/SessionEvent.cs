using System.Text.Json;
using System.Text.Json.Serialization;

namespace NanoBanana.Contracts.Events;

/// <summary>One change, as a follower receives it.</summary>
/// <param name="Seq">1, 2, 3 … without gaps, per session (<c>Follow</c>) or per user (<c>FollowMine</c>).</param>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="SessionId">The session it is about.</param>
/// <param name="At">When it happened.</param>
/// <param name="ActorId">Who did it; null for the system.</param>
/// <param name="Data">The resource as its GET returns it to this reader; for deletions <c>{id}</c>.</param>
public sealed record SessionEvent(
    long Seq, string Type, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] SessionId? SessionId, DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] UserId? ActorId, JsonElement Data)
{
    /// <summary>The <c>traceparent</c> of what the server did to deliver it; null when nobody traces.</summary>
    public string? Trace { get; init; }
}

/// <summary>The names of the events.</summary>
public static class EventTypes
{
    /// <summary>In <c>FollowMine</c> only; <c>data</c> is the session.</summary>
    public const string SessionCreated = "session.created";
    /// <summary><c>data</c> is the session.</summary>
    public const string SessionUpdated = "session.updated";
    /// <summary>The last event of a <c>Follow</c>; <c>data</c> is <see cref="Deleted"/>.</summary>
    public const string SessionDeleted = "session.deleted";
    /// <summary><c>data</c> is the message.</summary>
    public const string MessageCreated = "message.created";
    /// <summary><c>data</c> is the message.</summary>
    public const string MessageUpdated = "message.updated";
    /// <summary><c>data</c> is <see cref="Deleted"/>.</summary>
    public const string MessageDeleted = "message.deleted";
    /// <summary><c>data</c> is the image.</summary>
    public const string ImageCreated = "image.created";
    /// <summary>It became ready or rejected; <c>data</c> is the image.</summary>
    public const string ImageUpdated = "image.updated";
    /// <summary><c>data</c> is <see cref="Deleted"/>.</summary>
    public const string ImageDeleted = "image.deleted";
    /// <summary><c>data</c> is the pin.</summary>
    public const string PinCreated = "pin.created";
    /// <summary>Somebody replied, settled it or opened it again; <c>data</c> is the pin.</summary>
    public const string PinUpdated = "pin.updated";
    /// <summary><c>data</c> is <see cref="Deleted"/>. No such event comes when the pins go with their image.</summary>
    public const string PinDeleted = "pin.deleted";
    /// <summary><c>data</c> is the edit; so with all of its events.</summary>
    public const string EditQueued = "edit.queued";
    /// <summary>A worker took it.</summary>
    public const string EditStarted = "edit.started";
    /// <summary>It got further, or one of its results is there.</summary>
    public const string EditProgress = "edit.progress";
    /// <summary>All of its results are there.</summary>
    public const string EditSucceeded = "edit.succeeded";
    /// <summary>Its <c>problem</c> says why.</summary>
    public const string EditFailed = "edit.failed";
    /// <summary>Somebody did not want it any more, or its inputs are gone.</summary>
    public const string EditCancelled = "edit.cancelled";
    /// <summary>A picture is kept at hand for the session; <c>data</c> is the reference, without its image.</summary>
    public const string ReferenceCreated = "reference.created";
    /// <summary>It has another name.</summary>
    public const string ReferenceUpdated = "reference.updated";
    /// <summary><c>data</c> is <see cref="Deleted"/>.</summary>
    public const string ReferenceDeleted = "reference.deleted";
    /// <summary>A recipe is shared with the session; <c>data</c> is the recipe.</summary>
    public const string RecipeCreated = "recipe.created";
    /// <summary><c>data</c> is <see cref="Deleted"/>.</summary>
    public const string RecipeDeleted = "recipe.deleted";
    /// <summary><c>data</c> is the run, without its failures; so with all of its events.</summary>
    public const string RunStarted = "run.started";
    /// <summary>One more picture is done or failed, or the run waits.</summary>
    public const string RunProgress = "run.progress";
    /// <summary>It takes no further pictures for now.</summary>
    public const string RunPaused = "run.paused";
    /// <summary>It goes on, or tries its failed pictures once more.</summary>
    public const string RunResumed = "run.resumed";
    /// <summary>Nothing is left to do, and there are results.</summary>
    public const string RunSucceeded = "run.succeeded";
    /// <summary>Nothing is left to do, and there is no result.</summary>
    public const string RunFailed = "run.failed";
    /// <summary>Somebody did not want it any more.</summary>
    public const string RunCancelled = "run.cancelled";
    /// <summary>Somebody joined, or has another role; <c>data</c> is the member.</summary>
    public const string MemberAdded = "member.added";
    /// <summary>Somebody left or was removed; <c>data</c> is <see cref="Sharing.MemberRemoved"/>.</summary>
    public const string MemberRemoved = "member.removed";
    /// <summary>
    /// The log no longer reaches back to where the follower was: read the resources again, then go on from its <c>seq</c>.
    /// </summary>
    public const string Reset = "reset";
    /// <summary>The last of a stream whose reader has no right to it. Repeats the last <c>seq</c>; <c>data</c> is a reason.</summary>
    public const string Closed = "closed";
}

/// <summary>What <c>data</c> of <c>closed</c> holds.</summary>
/// <param name="Reason">One of <see cref="CloseReasons"/>.</param>
public sealed record Closed(string Reason);

/// <summary>Why a stream was closed.</summary>
public static class CloseReasons
{
    /// <summary>The reader is no member of the session, or there is no such session.</summary>
    public const string MemberRemoved = "member-removed";
    /// <summary>The reader's device is signed out.</summary>
    public const string DeviceRevoked = "device-revoked";
}

/// <summary>What <c>data</c> holds for a deletion.</summary>
public sealed record Deleted(string Id);

/// <summary>Somebody types, or stopped.</summary>
public sealed record Typing(SessionId SessionId, UserId UserId, string Username, bool IsTyping);

/// <summary>Who follows a session now.</summary>
public sealed record Presence(SessionId SessionId, IReadOnlyList<PresentUser> Users);

/// <summary>A follower, and on how many devices.</summary>
public sealed record PresentUser(UserId Id, string Username, int Devices);

/// <summary>The names of the hub's methods and of what it calls on clients.</summary>
public static class HubMethods
{
    /// <summary>Stream: (sessionId, after) → <see cref="SessionEvent"/>.</summary>
    public const string Follow = "Follow";
    /// <summary>Stream: (after) → <see cref="SessionEvent"/>.</summary>
    public const string FollowMine = "FollowMine";
    /// <summary>Call: (sessionId, isTyping); on clients: (<see cref="Events.Typing"/>).</summary>
    public const string Typing = "Typing";
    /// <summary>On clients: (<see cref="Events.Presence"/>).</summary>
    public const string Presence = "Presence";
}
