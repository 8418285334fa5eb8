using NanoBanana.Core.Redis;
using NanoBanana.Core.Throttling;
using StackExchange.Redis;

namespace NanoBanana.Core.Accounts;

/// <summary>Accounts, and their names.</summary>
internal sealed class UserStore(IDatabase database, Claims claims, UserIndex index, TimeProvider time)
{
    private static readonly RedisScript UpdateScript = new("""
        if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
        redis.call('HSET', KEYS[1], unpack(ARGV))
        return 1
        """);

    private static readonly RedisScript DisableScript = new("""
        if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
        if ARGV[1] == '1' then redis.call('HSET', KEYS[1], 'disabled', 1) else redis.call('HDEL', KEYS[1], 'disabled') end
        return 1
        """);

    /// <returns>The account, or which names are taken.</returns>
    public async Task<(UserRow? User, string[] Taken)> CreateAsync(string id, string username, string email, string passwordHash)
    {
        var taken = await ClaimAsync(id, username, email);
        if (taken.Length > 0)
        {
            return (null, taken);
        }

        var user = new UserRow(id, username, email, passwordHash, Milliseconds(time.GetUtcNow()));
        await database.HashSetAsync(Keys.User(id),
        [
            new("username", username), new("email", email), new("passwordHash", passwordHash),
            new("createdAt", user.CreatedAt.ToUnixTimeMilliseconds()), new("seq", 0),
        ]);
        await index.NoteAsync(id);
        return (user, []);
    }

    public async Task<UserRow?> FindAsync(string id)
    {
        var fields = (await database.HashGetAllAsync(Keys.User(id))).Fields();
        return fields.TryGetValue("username", out var username)
            ? new(id, username, fields["email"], fields["passwordHash"], DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(fields["createdAt"])), fields.ContainsKey("disabled"))
            : null;
    }

    /// <param name="login">A user name or an e-mail address.</param>
    public async Task<UserRow?> FindByLoginAsync(string login) =>
        await claims.HolderAsync(login.Contains('@') ? EmailKey(login) : NameKey(login)) is { } id ? await FindAsync(id) : null;

    /// <summary>Changes names or the password. New names are claimed first and the old ones let go last.</summary>
    /// <returns>Which names are taken; none when it is done.</returns>
    public async Task<string[]> UpdateAsync(UserRow before, UserRow after)
    {
        var taken = await ClaimAsync(before.Id, Changed(before.Username, after.Username), Changed(before.Email, after.Email));
        if (taken.Length > 0)
        {
            return taken;
        }

        await UpdateScript.RunAsync(database, [Keys.User(before.Id)],
            "username", after.Username, "email", after.Email, "passwordHash", after.PasswordHash);
        if (Changed(before.Username, after.Username) is not null)
        {
            await claims.ReleaseAsync(NameKey(before.Username), before.Id);
        }

        if (Changed(before.Email, after.Email) is not null)
        {
            await claims.ReleaseAsync(EmailKey(before.Email), before.Id);
        }

        return [];
    }

    /// <summary>Deletes everything in the user's own slot, then frees his names.</summary>
    public async Task DeleteAsync(UserRow user)
    {
        await database.KeyDeleteAsync(
        [
            Keys.User(user.Id), Keys.Devices(user.Id), Keys.RefreshTokens(user.Id),
            Keys.UserSessions(user.Id), Keys.UserSeen(user.Id), Keys.UserLeft(user.Id), Keys.UserLog(user.Id),
            Keys.KnownAddresses(user.Id), Keys.StoredBytes(user.Id), Keys.Connections(user.Id),
            Keys.UserRate(user.Id, Rate.User), Keys.UserRate(user.Id, Rate.Uploads),
        ]);
        await claims.ReleaseAsync(NameKey(user.Username), user.Id);
        await claims.ReleaseAsync(EmailKey(user.Email), user.Id);
        await index.RemoveAsync(user.Id);
    }

    /// <summary>Keeps an account from signing in, or lets it in again; those who are signed in are signed out by their devices.</summary>
    public Task DisableAsync(string id, bool disabled) => DisableScript.RunAsync(database, [Keys.User(id)], disabled);

    private async Task<string[]> ClaimAsync(string id, string? username, string? email)
    {
        var nameFree = username is null || await claims.TryClaimAsync(NameKey(username), id);
        var emailFree = email is null || await claims.TryClaimAsync(EmailKey(email), id);
        if (nameFree && emailFree)
        {
            return [];
        }

        if (username is not null && nameFree)
        {
            await claims.ReleaseAsync(NameKey(username), id);
        }

        if (email is not null && emailFree)
        {
            await claims.ReleaseAsync(EmailKey(email), id);
        }

        return [.. nameFree ? Array.Empty<string>() : ["username"], .. emailFree ? Array.Empty<string>() : ["email"]];
    }

    /// <summary>The new name, unless only its case changes: the claim stays the same then.</summary>
    private static string? Changed(string before, string after) =>
        string.Equals(before, after, StringComparison.OrdinalIgnoreCase) ? null : after;

    private static RedisKey NameKey(string name) => Keys.Username(name.ToLowerInvariant());

    private static RedisKey EmailKey(string email) => Keys.Email(email.ToLowerInvariant());

    private static DateTimeOffset Milliseconds(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
