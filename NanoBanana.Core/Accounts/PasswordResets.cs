using System.Security.Cryptography;
using System.Text;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Accounts;

/// <summary>
/// Codes of links to a new password: good for 15 minutes and one use, one an account. Only the hash of a code is kept; a new code replaces
/// the one before.
/// </summary>
internal sealed class PasswordResets(IDatabase database, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private static readonly RedisScript SpendScript = RedisScript.Load("password-resets/spend");

    public async Task<PasswordResetCode> IssueAsync(UserId userId)
    {
        var (code, expiresAt) = (LinkCode.New(userId), time.GetUtcNow() + Lifetime);
        await database.StringSetAsync(Keys.PasswordReset(userId), HashOf(code), Lifetime);
        return new(code, expiresAt);
    }

    /// <returns>Whose password the code changes; null when it is not good (any more).</returns>
    public async Task<UserId?> FindUserAsync(string code) =>
        LinkCode.IdIn(code) is { } id && new UserId(id) is var userId
            && await database.StringGetAsync(Keys.PasswordReset(userId)) == HashOf(code) ? userId : null;

    /// <returns>False when the code is not good any more: it was used at the same time, replaced, or is too old.</returns>
    public async Task<bool> SpendAsync(UserId userId, string code) =>
        (long)await SpendScript.EvaluateAsync(database, [Keys.PasswordReset(userId)], HashOf(code)) == 1;

    /// <summary>Takes back what was issued.</summary>
    public Task EraseAsync(UserId userId) => database.KeyDeleteAsync(Keys.PasswordReset(userId));

    private static string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}

/// <summary>The code of a link to a new password.</summary>
internal readonly record struct PasswordResetCode(string Code, DateTimeOffset ExpiresAt);
