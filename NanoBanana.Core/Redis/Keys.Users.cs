using StackExchange.Redis;

namespace NanoBanana.Core.Redis;

// The keys of one account.
internal static partial class Keys
{
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
}
