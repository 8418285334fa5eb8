using StackExchange.Redis;

namespace NanoBanana.Core.Redis;

/// <summary>
/// Every key in Redis but those of the job lists, which <see cref="Core.Jobs.JobKeys"/> names. Keys of one session share the hash tag
/// <c>{s:ID}</c>, of one user <c>{u:ID}</c>, of the jobs <c>{jobs}</c>: a script touches one tag only, and declares the keys that
/// can be known, so the same code runs on a Redis Cluster. What spans tags is done in steps that can be repeated; <see cref="PendingWork"/>
/// remembers that a step may be missing until all are done.
/// </summary>
internal static class Keys
{
    // One account

    /// <summary>
    /// Hash: username, email, passwordHash, createdAt (ms), rev (counts changes of these), nameKey, lookKey, emailKey (the keys of
    /// the names that the account has), seq (of the user's log), disabled (while it is). One with a rev alone is being registered.
    /// </summary>
    public static RedisKey User(UserId userId) => $"{{u:{userId}}}:user";

    /// <summary>Hash: device id → JSON of the device.</summary>
    public static RedisKey Devices(UserId userId) => $"{{u:{userId}}}:devices";

    /// <summary>Hash: device id → its family of refresh tokens, as <see cref="Accounts.TokenFamily"/> writes it.</summary>
    public static RedisKey RefreshTokens(UserId userId) => $"{{u:{userId}}}:refresh";

    /// <summary>Sorted set: the sessions the user is a member of, by the time of their last change (ms).</summary>
    public static RedisKey UserSessions(UserId userId) => $"{{u:{userId}}}:sessions";

    /// <summary>
    /// Hash: session id → <c>seq:role:</c> and the session as the user sees it in JSON, as far as the user's list and log know it.
    /// </summary>
    public static RedisKey UserSeen(UserId userId) => $"{{u:{userId}}}:seen";

    /// <summary>Hash: session id → the session's <c>seq</c> with which it left the user's list; gone an hour after the last.</summary>
    public static RedisKey UserLeft(UserId userId) => $"{{u:{userId}}}:left";

    /// <summary>Stream: the user's own events; the id of an entry is <c>seq-0</c>. Also the name of its wake-up channel.</summary>
    public static RedisKey UserLog(UserId userId) => $"{{u:{userId}}}:log";

    /// <summary>String: exists from the moment on that the account is erased, for <c>Accounts:ErasureMark</c>.</summary>
    public static RedisKey Erased(UserId userId) => $"{{u:{userId}}}:erased";

    /// <summary>Hash: user id → since when (ms) that user cannot share with this one.</summary>
    public static RedisKey Blocked(UserId userId) => $"{{u:{userId}}}:blocked";

    /// <summary>Sorted set: hashes of the user's Idempotency-Keys, by when they were used (ms); lives as long as the last.</summary>
    public static RedisKey IdempotencyKeys(UserId userId) => $"{{u:{userId}}}:idempotency-keys";

    /// <summary>String: what was answered to an Idempotency-Key; lives 24 h.</summary>
    public static RedisKey IdempotencyRecord(UserId userId, string hash) => $"{{u:{userId}}}:idempotency:{hash}";

    /// <summary>
    /// Hash: edit id → cost units that it has reserved or was charged on a day (UTC), 0 where it gave nothing: what the user asked for
    /// on that day; <c>all:ID</c> → those that also count for everybody together; <c>sum</c> of the units and number of <c>asks</c>.
    /// Expires two days later.
    /// </summary>
    public static RedisKey Units(UserId userId, DateOnly day) => $"{{u:{userId}}}:units:{day:yyyyMMdd}";

    /// <summary>Sorted set: the user's edits that are not finished, by when they were asked for (ms); expires by itself.</summary>
    public static RedisKey AskedEdits(UserId userId) => $"{{u:{userId}}}:asked";

    /// <summary>Hash: id of a reference that the user keeps → JSON.</summary>
    public static RedisKey KeptReferences(UserId userId) => $"{{u:{userId}}}:reference";

    /// <summary>Hash: id of a recipe that the user keeps → JSON.</summary>
    public static RedisKey KeptRecipes(UserId userId) => $"{{u:{userId}}}:recipe";

    /// <summary>Hash: the same id → JSON of its steps, with the hashes of their bytes.</summary>
    public static RedisKey KeptRecipeSteps(UserId userId) => $"{{u:{userId}}}:recipe-steps";

    /// <summary>String: <c>userId:time:attempt</c> that claims a user name, folded.</summary>
    public static RedisKey Username(string name) => $"name:{name}";

    /// <summary>The same of what a user name looks like.</summary>
    public static RedisKey UsernameLook(string look) => $"look:{look}";

    /// <summary>The same of an e-mail address, folded.</summary>
    public static RedisKey Email(string email) => $"email:{email}";

    /// <summary>String: the hash of the code that sets a new password; lives 15 minutes.</summary>
    public static RedisKey PasswordReset(UserId userId) => $"{{u:{userId}}}:password-reset";

    /// <summary>Set: the entries in <see cref="UserNames"/> that the user has or had; each is noted here first.</summary>
    public static RedisKey UserListed(UserId userId) => $"{{u:{userId}}}:listed";

    /// <summary>Sorted set: addresses where the user signed in, by when last (ms).</summary>
    public static RedisKey KnownAddresses(UserId userId) => $"{{u:{userId}}}:addresses";

    /// <summary>String: when the burst of one of the user's rates is whole again (µs); expires then.</summary>
    public static RedisKey UserRate(UserId userId, string rate) => $"{{u:{userId}}}:rate:{rate}";

    /// <summary>The same of an address.</summary>
    public static RedisKey AddressRate(string address, string rate) => $"{{a:{address}}}:rate:{rate}";

    /// <summary>Hash: id of a session that the user owns → <c>images:bytes:textBytes</c> as far as the user's list knows it.</summary>
    public static RedisKey Usage(UserId userId) => $"{{u:{userId}}}:usage";

    /// <summary>Hash: images, bytes, textBytes: the sums over <see cref="Usage"/>.</summary>
    public static RedisKey UsageTotals(UserId userId) => $"{{u:{userId}}}:totals";

    /// <summary>Sorted set: <c>id:kind:amount</c> that is about to be stored for the user, by when the reservation ends (ms).</summary>
    public static RedisKey Taking(UserId userId) => $"{{u:{userId}}}:taking";

    /// <summary>
    /// Hash: own (the image's own id), sessionId, fileName, length, offset, expires (ms), <c>part:OFFSET</c> → key of the object with what
    /// begins there, <c>object:KEY</c> of every object that may exist, image (id, once all has come).
    /// </summary>
    public static RedisKey ResumableUpload(UserId userId, string id) => $"{{u:{userId}}}:upload:{id}";

    /// <summary>Sorted set: ids of the user's unfinished uploads, by when they expire (ms).</summary>
    public static RedisKey ResumableUploads(UserId userId) => $"{{u:{userId}}}:uploads";

    /// <summary>Sorted set: the user's live connections, by the time the entry expires (ms).</summary>
    public static RedisKey Connections(UserId userId) => $"{{u:{userId}}}:connections";

    /// <summary>
    /// Hash: until (ms), locks: the lock-out of an account, of an account at an address, or of an address;
    /// expires by itself.
    /// </summary>
    public static RedisKey Lockout(string subject) => $"{{f:{subject}}}:lockout";

    /// <summary>Sorted set: tries to sign in that failed, by when (ms); expires by itself.</summary>
    public static RedisKey Failures(string subject) => $"{{f:{subject}}}:failures";

    /// <summary>Sorted set: tries to sign in that are not judged yet, by when they began (ms); expires by itself.</summary>
    public static RedisKey Tries(string subject) => $"{{f:{subject}}}:tries";

    // One session

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
    /// total, done,
    /// failed, charged, open (edits), reserved (their units), maxUnits, problem (JSON), finishedAt. A run's own id is the first half of
    /// its full one.
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

    /// <summary>Sorted set: <c>userId:deviceId:connectionId</c> of who follows the session, by the time the entry expires (ms).</summary>
    public static RedisKey Presence(SessionId sessionId) => $"{{s:{sessionId}}}:presence";

    // Stored bytes

    /// <summary>Set: ids of the images whose original has this hash, and full ids of the snapshots that show one.</summary>
    public static RedisKey References(string sha256) => $"{{o:{sha256}}}:references";

    /// <summary>The hash whose references a key holds; null for other keys.</summary>
    public static string? HashIn(RedisKey key) =>
        ((string?)key)?.Split('}') is [['{', 'o', ':', .. var sha256], ":references"] ? sha256 : null;

    /// <summary>String: exists while the bytes of this hash are being removed.</summary>
    public static RedisKey Removing(string sha256) => $"{{o:{sha256}}}:removing";

    // The whole system

    /// <summary>String: the session of a snapshot, whose own id does not tell.</summary>
    public static RedisKey SnapshotSession(string own) => $"snapshot:{own}";

    /// <summary>String: cost units of engines on the network on a day (UTC), of all users together; expires by itself.</summary>
    public static RedisKey UnitsOfAll(DateOnly day) => $"units:{day:yyyyMMdd}";

    /// <summary>Hash: engine → cost units that its edits of a day (UTC) were charged; expires by itself.</summary>
    public static RedisKey ChargedByEngine(DateOnly day) => $"charged:engines:{day:yyyyMMdd}";

    /// <summary>Sorted set: user id → cost units that their edits of a day (UTC) were charged; expires by itself.</summary>
    public static RedisKey ChargedByUser(DateOnly day) => $"charged:users:{day:yyyyMMdd}";

    /// <summary>Hash: <c>kind:code</c> of refusals and failures → how many there were in an hour (UTC); expires by itself.</summary>
    public static RedisKey Failures(DateTimeOffset hour) => $"failures:{hour:yyyyMMddHH}";

    /// <summary>
    /// Sorted set with one score: the ids of all accounts; one that is missing joins when it signs in or renews its tokens.
    /// </summary>
    public static readonly RedisKey Users = "users";

    /// <summary>
    /// Sorted set with one score: a user name or an e-mail address, folded, a NUL and the id of its account. One that is missing joins as
    /// above; one that is not true any more goes when its account joins again, or with its account.
    /// </summary>
    public static readonly RedisKey UserNames = "users:names";

    /// <summary>
    /// Sorted set: <c>session:ID</c>, <c>session:ID#CHANGE</c>, <c>image:ID</c>, <c>mask:ID</c>, <c>object:SHA256</c>,
    /// <c>user:ID</c>, <c>upload:USER:ID</c> or <c>units:USER:EDIT</c> that must be looked at, by when (ms).
    /// </summary>
    public static readonly RedisKey PendingWork = "pending-work";

    /// <summary>Set: ids of the accounts that were made operators.</summary>
    public static readonly RedisKey Operators = "operators";

    /// <summary>String: exists while a backup copies objects; none is removed meanwhile.</summary>
    public static readonly RedisKey RemovalHold = "objects:hold";

    /// <summary>Stream: operator, action, subject of what operators did; it is never trimmed.</summary>
    public static readonly RedisKey OperatorLog = "operators:log";

    /// <summary>Channel: the id of a user of whom devices were signed out.</summary>
    public const string SignOuts = "sign-outs";
}
