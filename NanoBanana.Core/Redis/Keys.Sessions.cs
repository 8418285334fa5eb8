using StackExchange.Redis;

namespace NanoBanana.Core.Redis;

// The keys of one session.
internal static partial class Keys
{
    /// <summary>
    /// Hash: ownerId, title, createdAt, updatedAt (ms), messageCount, imageCount, bytes, textBytes (of the rows),
    /// copyBytes (of the snapshots), seq, deletedAt (ms, while deleted), titleFrom (the edit whose prompt is the title),
    /// firstPicture (id) and fileName (its name, which an untitled session is shown by), founding (while it is filled and was never shown).
    /// </summary>
    public static RedisKey Session(SessionId sessionId) => $"{{s:{sessionId}}}:session";

    /// <summary>Hash: user id → <c>role:joinedAt</c>.</summary>
    public static RedisKey Members(SessionId sessionId) => $"{{s:{sessionId}}}:members";

    /// <summary>Hash: user id → the <c>seq</c> of their removal, until their own list knows of it.</summary>
    public static RedisKey Leaving(SessionId sessionId) => $"{{s:{sessionId}}}:leaving";

    /// <summary>Hash: user id → code of the invitation they joined with, while they are a member.</summary>
    public static RedisKey JoinedWith(SessionId sessionId) => $"{{s:{sessionId}}}:joined-with";

    /// <summary>Hash: user id → what links give the user: <c>none</c> after a removal, <c>viewer</c> after leaving as one.</summary>
    public static RedisKey Parted(SessionId sessionId) => $"{{s:{sessionId}}}:parted";

    /// <summary>Hash: code → JSON of the invitation.</summary>
    public static RedisKey Invites(SessionId sessionId) => $"{{s:{sessionId}}}:invites";

    /// <summary>Hash: code → how many joined with it.</summary>
    public static RedisKey InviteUses(SessionId sessionId) => $"{{s:{sessionId}}}:invite-uses";

    /// <summary>
    /// Hash: snapshot → JSON of its code, title and time. Here and below, a snapshot's own id is the first half of its full one.
    /// </summary>
    public static RedisKey Snapshots(SessionId sessionId) => $"{{s:{sessionId}}}:snapshots";

    /// <summary>What <see cref="Messages"/> was when the snapshot was made.</summary>
    public static RedisKey SnapshotMessages(SessionId sessionId, string own) => $"{{s:{sessionId}}}:snapshot:{own}:messages";

    /// <summary>What <see cref="MessageRows"/> was.</summary>
    public static RedisKey SnapshotMessageRows(SessionId sessionId, string own) => $"{{s:{sessionId}}}:snapshot:{own}:message";

    /// <summary>Sorted set with one score: the snapshot's own ids of the images that it shows.</summary>
    public static RedisKey SnapshotImages(SessionId sessionId, string own) => $"{{s:{sessionId}}}:snapshot:{own}:images";

    /// <summary>Hash: snapshot → bytes of its rows.</summary>
    public static RedisKey SnapshotSizes(SessionId sessionId) => $"{{s:{sessionId}}}:snapshot-sizes";

    /// <summary>
    /// Hash: the snapshot's own id of an image → its row in <see cref="ImageRows"/>; it exists as long as the snapshot pins their bytes.
    /// </summary>
    public static RedisKey SnapshotImageRows(SessionId sessionId, string own) => $"{{s:{sessionId}}}:snapshot:{own}:image";

    /// <summary>Stream: the session's events; the id of an entry is <c>seq-0</c>. Also the name of its wake-up channel.</summary>
    public static RedisKey SessionLog(SessionId sessionId) => $"{{s:{sessionId}}}:log";

    /// <summary>Sorted set: message ids by the <c>seq</c> of their creation.</summary>
    public static RedisKey Messages(SessionId sessionId) => $"{{s:{sessionId}}}:messages";

    /// <summary>Hash: message id → JSON.</summary>
    public static RedisKey MessageRows(SessionId sessionId) => $"{{s:{sessionId}}}:message";

    /// <summary>String: which words the messages and the title may have; <see cref="Core.Messages.TextIndex"/> reads it.</summary>
    public static RedisKey TextIndex(SessionId sessionId) => $"{{s:{sessionId}}}:text-index";

    /// <summary>Set: ids of messages whose text changed since the index took it.</summary>
    public static RedisKey Reworded(SessionId sessionId) => $"{{s:{sessionId}}}:reworded";

    /// <summary>Sorted set with one score: image ids in the order of their creation.</summary>
    public static RedisKey Images(SessionId sessionId) => $"{{s:{sessionId}}}:images";

    /// <summary>Hash: image id → JSON.</summary>
    public static RedisKey ImageRows(SessionId sessionId) => $"{{s:{sessionId}}}:image";

    /// <summary>Hash: id of a deleted image → when (ms; 0 to go at once), a colon, and its row, until it is removed for good.</summary>
    public static RedisKey ImageBin(SessionId sessionId) => $"{{s:{sessionId}}}:image-bin";

    /// <summary>Sorted set with one score: ids of the images in the bin, in the order of their creation.</summary>
    public static RedisKey Binned(SessionId sessionId) => $"{{s:{sessionId}}}:binned";

    /// <summary>Hash: pin id → JSON.</summary>
    public static RedisKey Pins(SessionId sessionId) => $"{{s:{sessionId}}}:pin";

    /// <summary>Sorted set with one score: <c>imageId:pinId</c>.</summary>
    public static RedisKey PinOrder(SessionId sessionId) => $"{{s:{sessionId}}}:pins";

    /// <summary>Hash: reference id → JSON.</summary>
    public static RedisKey ImageReferences(SessionId sessionId) => $"{{s:{sessionId}}}:reference";

    /// <summary>Hash: recipe id → JSON.</summary>
    public static RedisKey Recipes(SessionId sessionId) => $"{{s:{sessionId}}}:recipe";

    /// <summary>Hash: recipe id → JSON of its steps, with the hashes of their bytes.</summary>
    public static RedisKey RecipeSteps(SessionId sessionId) => $"{{s:{sessionId}}}:recipe-steps";

    /// <summary>Sorted set with one score: run ids in the order of their creation.</summary>
    public static RedisKey Runs(SessionId sessionId) => $"{{s:{sessionId}}}:runs";

    /// <summary>Set: ids of the runs that take pictures.</summary>
    public static RedisKey OpenRuns(SessionId sessionId) => $"{{s:{sessionId}}}:open-runs";

    /// <summary>
    /// Hash: id, row (JSON of what never changes), json (the run as its GET answers), steps (with the hashes of their bytes), status,
    /// total, done, failed, charged, open (edits), reserved (their units), maxUnits, problem (JSON), finishedAt. A run's own id is the
    /// first half of its full one.
    /// </summary>
    public static RedisKey Run(SessionId sessionId, string own) => $"{{s:{sessionId}}}:run:{own}";

    /// <summary>List: ids of the run's pictures that wait, the next one at the left.</summary>
    public static RedisKey RunWaiting(SessionId sessionId, string own) => $"{{s:{sessionId}}}:run:{own}:waiting";

    /// <summary>Hash: id of a picture of the run that has no result → the edit that ended without one, or JSON of the problem.</summary>
    public static RedisKey RunFailures(SessionId sessionId, string own) => $"{{s:{sessionId}}}:run:{own}:failures";

    /// <summary>Hash: ask, picture, and once it is answered mask, confidence and coverage, or refusal; gone after 5 minutes.</summary>
    public static RedisKey Selection(string id) => $"selection:{id}";

    /// <summary>Set: ids of images whose thumbnail is not made yet.</summary>
    public static RedisKey Processing(SessionId sessionId) => $"{{s:{sessionId}}}:processing";

    /// <summary>Hash: image id → JSON of an image that is gone but belongs to the lineage of others; it has no bytes.</summary>
    public static RedisKey Tombstones(SessionId sessionId) => $"{{s:{sessionId}}}:tombstones";

    /// <summary>Set: ids of images that an edit made others of.</summary>
    public static RedisKey Parents(SessionId sessionId) => $"{{s:{sessionId}}}:parents";

    /// <summary>Sorted set with one score: edit ids in the order of their creation.</summary>
    public static RedisKey Edits(SessionId sessionId) => $"{{s:{sessionId}}}:edits";

    /// <summary>Hash: edit id → JSON.</summary>
    public static RedisKey EditRows(SessionId sessionId) => $"{{s:{sessionId}}}:edit";

    /// <summary>Hash: edit id → <c>work</c> while it is not finished, then <c>settle</c> until its units are.</summary>
    public static RedisKey OpenEdits(SessionId sessionId) => $"{{s:{sessionId}}}:open-edits";

    /// <summary>
    /// Hash: <c>editId:variant</c> → what is known of it while the edit is open; <see cref="Edits.VariantState"/> reads it.
    /// </summary>
    public static RedisKey Variants(SessionId sessionId) => $"{{s:{sessionId}}}:variants";

    /// <summary>Hash: image or edit id → the highest fencing token that a worker showed for it.</summary>
    public static RedisKey Fences(SessionId sessionId) => $"{{s:{sessionId}}}:fences";

    /// <summary>Sorted set: <c>userId:deviceId:connectionId</c> of each connection that follows, by when the entry expires (ms).</summary>
    public static RedisKey Presence(SessionId sessionId) => $"{{s:{sessionId}}}:presence";
}
