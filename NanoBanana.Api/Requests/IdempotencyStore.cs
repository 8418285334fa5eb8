using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Api.Requests;

/// <summary>
/// Remembers for 24 h what was answered to an Idempotency-Key. The record is made before the work, with the seed of the ids that
/// the work will use: a repetition after a crash finds what was created under them instead of creating it again.
/// </summary>
internal sealed class IdempotencyStore(IDatabase database, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>How long a first try may take before another one takes over.</summary>
    private static readonly TimeSpan Running = TimeSpan.FromSeconds(10);

    private static readonly RedisScript ReplaceScript = RedisScript.Load("idempotency/replace");
    private static readonly RedisScript BeginScript = RedisScript.Load("idempotency/begin");

    /// <param name="what">The route and what it was called with, except the body.</param>
    public static IdempotencyKey KeyFor(UserId userId, string what, string key) =>
        new(userId, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{what}\n{key}"))));

    /// <summary>Begins the work of a key, or tells how an earlier try stands.</summary>
    public async Task<IdempotencyLease> BeginAsync(IdempotencyKey key, string fingerprint)
    {
        var now = time.GetUtcNow();
        var mine = new IdempotencyRecord(fingerprint, Id.New(now), now, null, null, null);
        while (true)
        {
            var begun = (long)await BeginScript.EvaluateAsync(
                database, [key.Row, Keys.IdempotencyKeys(key.UserId), Keys.Erased(key.UserId)],
                Write(mine), (long)Kept.TotalMilliseconds, key.Hash, now.ToUnixTimeMilliseconds());
            if (begun != 0)
            {
                return new(begun > 0 ? IdempotencyState.Acquired : IdempotencyState.AccountErased, mine);
            }

            if ((string?)await database.StringGetAsync(key.Row) is not { } held)
            {
                continue;
            }

            var known = JsonSerializer.Deserialize(held, IdempotencyJson.Default.IdempotencyRecord)!;
            if (known.Fingerprint != fingerprint)
            {
                return new(IdempotencyState.OtherRequest, known);
            }

            if (known.Status is not null)
            {
                return new(IdempotencyState.Completed, known);
            }

            if (now - known.Since < Running)
            {
                return new(IdempotencyState.Running, known);
            }

            // The first try ended without a word: its ids are used again.
            var next = known with { Since = now };
            if (await ReplaceAsync(key.Row, held, next))
            {
                return new(IdempotencyState.Acquired, next);
            }
        }
    }

    /// <summary>Keeps the answer; failures of ours (≥ 500) and 429 are forgotten, so that a repetition tries again.</summary>
    public async Task EndAsync(IdempotencyKey key, IdempotencyRecord begun, int status, string? location, string body)
    {
        if (status is >= 500 or StatusCodes.Status429TooManyRequests)
        {
            await ReplaceAsync(key.Row, Write(begun), begun with { Since = DateTimeOffset.UnixEpoch });
            return;
        }

        await ReplaceAsync(key.Row, Write(begun), begun with { Status = status, Location = location, Body = body });
    }

    private async Task<bool> ReplaceAsync(RedisKey key, string held, IdempotencyRecord next) => (long)await ReplaceScript.EvaluateAsync(
        database, [key], held, Write(next), (long)Kept.TotalMilliseconds) == 1;

    private static string Write(IdempotencyRecord answer) => JsonSerializer.Serialize(answer, IdempotencyJson.Default.IdempotencyRecord);
}

/// <summary>How a key stands.</summary>
internal enum IdempotencyState
{
    Acquired,
    Running,
    Completed,
    OtherRequest,
    /// <summary>The account is being erased.</summary>
    AccountErased,
}

/// <summary>Whose answer, and the hash of what was asked with which key.</summary>
internal sealed record IdempotencyKey(UserId UserId, string Hash)
{
    public RedisKey Row => Keys.IdempotencyRecord(UserId, Hash);
}

internal sealed record IdempotencyLease(IdempotencyState State, IdempotencyRecord Record);

/// <param name="Seed">The first of the ids that the work creates.</param>
/// <param name="Status">Null while the work runs.</param>
internal sealed record IdempotencyRecord(
    string Fingerprint, string Seed, DateTimeOffset Since, int? Status, string? Location, string? Body);

[JsonSerializable(typeof(IdempotencyRecord))]
internal sealed partial class IdempotencyJson : JsonSerializerContext;
