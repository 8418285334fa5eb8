using NanoBanana.Core.Accounts;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Sharing;

/// <summary>Whom a user has blocked: they cannot share with the user any more. What they shared before stays until it is left.</summary>
internal sealed class BlockStore(IDatabase database, UserStore users, TimeProvider time)
{
    private const int Most = 1000;

    private static readonly RedisScript BlockScript = RedisScript.Load("blocks/add");

    /// <returns><see cref="CommandStatus.Missing"/> when nobody has this id, <see cref="CommandStatus.Full"/> after 1,000.</returns>
    public async Task<CommandStatus> BlockAsync(UserId userId, UserId blockedId)
    {
        if (blockedId == userId || await users.FindAsync(blockedId) is null)
        {
            return CommandStatus.Missing;
        }

        var blocked = (long)await BlockScript.EvaluateAsync(database,
            [Keys.User(userId), Keys.Blocked(userId)], blockedId.Value, time.GetUtcNow().ToUnixTimeMilliseconds(), Most);
        return blocked switch { 1 => CommandStatus.Ok, 0 => CommandStatus.Missing, _ => CommandStatus.Full };
    }

    /// <returns>False when the user was not blocked.</returns>
    public Task<bool> UnblockAsync(UserId userId, UserId blockedId) => database.HashDeleteAsync(Keys.Blocked(userId), blockedId.Value);

    public Task<bool> HasBlockedAsync(UserId userId, UserId otherId) => database.HashExistsAsync(Keys.Blocked(userId), otherId.Value);

    /// <summary>All, latest first.</summary>
    public async Task<IReadOnlyList<BlockRow>> AllAsync(UserId userId) =>
        [.. (await database.HashGetAllAsync(Keys.Blocked(userId)))
            .Select(entry => new BlockRow(new(entry.Name.Text()), DateTimeOffset.FromUnixTimeMilliseconds((long)entry.Value)))
            .OrderByDescending(item => item.Since).ThenBy(item => item.UserId.Value, StringComparer.Ordinal)];
}

/// <summary>Whom a user blocked, and when.</summary>
internal readonly record struct BlockRow(UserId UserId, DateTimeOffset Since);
