using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Throttling;
using StackExchange.Redis;

namespace NanoBanana.Core.Accounts;

/// <summary>
/// Accounts, and their names. A change claims its new names, writes the row if it is still the one that it was made from, and lets the old
/// names go last; whatever happens in between, no name has two holders.
/// </summary>
internal sealed class UserStore(
    IDatabase database, UniqueNames claims, UserIndex index, UserRates rates, IOptions<AccountOptions> options, TimeProvider time)
{
    private const int Tries = 20;

    private static readonly RedisValue[] RowFields = ["username", "email", "passwordHash", "createdAt", "rev", "disabled"];

    /// <summary>How long a registration may take; what one that was cut off leaves goes by itself.</summary>
    private static readonly TimeSpan Registering = TimeSpan.FromHours(1);

    private static readonly RedisScript BeginScript = RedisScript.Load("users/begin");
    private static readonly RedisScript WriteScript = RedisScript.Load("users/write");
    private static readonly RedisScript DisableScript = RedisScript.Load("users/disable");
    private static readonly RedisScript CloseScript = RedisScript.Load("users/close");
    private static readonly RedisScript DeleteScript = RedisScript.Load("users/delete");

    /// <returns>The account, or which names are taken.</returns>
    public async Task<UserUpdate> CreateAsync(
        UserId id, string username, string email, string passwordHash)
    {
        var user = new UserRow(id, username, email, passwordHash, Milliseconds(time.GetUtcNow()), 0);
        for (var left = Tries; left > 0; left--)
        {
            await BeginScript.EvaluateAsync(database, [Keys.User(id)], (long)Registering.TotalMilliseconds);
            var names = NameKeys.Of(username, email);
            var update = await WriteAsync(user, names, names.All, [],
                ["username", username, "email", email, "passwordHash", passwordHash,
                    "createdAt", user.CreatedAt.ToUnixTimeMilliseconds(), "seq", 0]);
            if (update.User is not null)
            {
                await index.NoteAsync(update.User);
                return update;
            }

            if (update.Taken.Count > 0)
            {
                await database.KeyDeleteAsync(Keys.User(id));
                return update;
            }

            await PauseAsync();
        }

        throw new BusyException("This name is being changed at this moment. Try again soon.");
    }

    /// <summary>
    /// Creates a guest. It holds no name: nobody finds it, and what it is called, with a space in it, is no user name that others may have.
    /// </summary>
    public async Task<UserRow> CreateGuestAsync(UserId id)
    {
        var name = $"Guest {RandomNumberGenerator.GetInt32(1000, 10_000)}";
        var guest = new UserRow(id, name, "", "", Milliseconds(time.GetUtcNow()), 0);
        await BeginScript.EvaluateAsync(database, [Keys.User(id)], (long)Registering.TotalMilliseconds);
        var created = await WriteAsync(guest, NameKeys.Of(name, ""), [], [],
            ["username", name, "email", "", "passwordHash", "", "createdAt", guest.CreatedAt.ToUnixTimeMilliseconds(), "seq", 0]);
        await index.NoteAsync(created.User!);
        return created.User!;
    }

    public async Task<UserRow?> FindAsync(UserId id)
    {
        var row = await database.HashGetAsync(Keys.User(id), RowFields);
        return row[0].IsNull ? null : new(
            id, row[0].Text(), row[1].Text(), row[2].Text(), DateTimeOffset.FromUnixTimeMilliseconds((long)row[3]), (long)row[4],
            IsDisabled: !row[5].IsNull);
    }

    /// <param name="login">A user name or an e-mail address.</param>
    public async Task<UserRow?> FindByLoginAsync(string login)
    {
        var key = NameKeys.OfLogin(login);
        return await claims.HolderAsync(key) is { } id && await FindAsync(id) is { } user
            && NameKeys.Of(user.Username, user.Email).All.Contains(key)
            ? user : null;
    }

    /// <summary>The fields whose names somebody has, as far as can be seen before they are claimed.</summary>
    public async Task<IReadOnlyList<string>> FindTakenAsync(string username, string email)
    {
        var names = NameKeys.Of(username, email);
        return FieldsOf(names, await HeldAsync(names.All, exceptBy: null));
    }

    /// <summary>Changes what is named, and nothing when the account is not the one that was read any more.</summary>
    public async Task<UserUpdate> UpdateAsync(UserRow before, UserChange change)
    {
        var after = before with
        {
            Username = change.Username ?? before.Username,
            Email = change.Email ?? before.Email,
            PasswordHash = change.PasswordHash ?? before.PasswordHash,
        };
        var (old, now) = (NameKeys.Of(before.Username, before.Email), NameKeys.Of(after.Username, after.Email));
        List<RedisValue> fields = [];
        Add("username", change.Username);
        Add("email", change.Email);
        Add("passwordHash", change.PasswordHash);
        var update = await WriteAsync(after, now, [.. now.All.Except(old.All)], [.. old.All.Except(now.All)], fields, change.KeepDevice);
        if (update.User is { } changed && (change.Username ?? change.Email) is not null)
        {
            await index.NoteAsync(changed);
        }

        return update;

        void Add(string field, string? value) => fields.AddRange(value is null ? [] : [field, value]);
    }

    /// <summary>Begins to erase the account: nobody signs in any more. False when the password is another one meanwhile.</summary>
    public async Task<bool> CloseAsync(UserRow user) => (long)await CloseScript.EvaluateAsync(
        database, [Keys.User(user.Id), Keys.Erased(user.Id)], user.PasswordHash, (long)options.Value.ErasureMark.TotalMilliseconds) == 1;

    /// <summary>Whether the account is being erased, or was within the last days.</summary>
    public Task<bool> IsErasedAsync(UserId id) => database.KeyExistsAsync(Keys.Erased(id));

    /// <summary>Deletes everything in the user's own slot, then frees the names.</summary>
    public async Task DeleteAsync(UserId id)
    {
        var names = await DeleteScript.EvaluateAsync(database, [Keys.User(id)]);
        foreach (RedisKey name in names.Items().Select(key => key.Text()).Where(key => key.Length > 0))
        {
            if (await claims.FindAsync(name) is { } claim && IsOf(claim, id))
            {
                await claims.ReleaseAsync(name, claim);
            }
        }

        await database.KeyDeleteAsync(
        [
            Keys.Devices(id), Keys.RefreshTokens(id), Keys.UserSessions(id), Keys.UserSeen(id), Keys.UserLeft(id), Keys.UserLog(id),
            Keys.KnownAddresses(id), Keys.Usage(id), Keys.UsageTotals(id), Keys.Taking(id), Keys.Connections(id), Keys.Blocked(id),
            Keys.PasswordReset(id),
            .. RateLimit.OfUsers.Select(rate => Keys.UserRate(id, rate)),
        ]);
        await index.RemoveAsync(id);
    }

    /// <summary>Keeps an account from signing in, or lets it in again; those who are signed in are signed out by their devices.</summary>
    public Task DisableAsync(UserId id, bool disabled) => DisableScript.EvaluateAsync(database, [Keys.User(id)], disabled);

    private async Task<UserUpdate> WriteAsync(
        UserRow after, NameKeys names, IReadOnlyList<RedisKey> wanted, IReadOnlyList<RedisKey> left,
        IReadOnlyList<RedisValue> fields, DeviceId? keepDevice = null)
    {
        var leaving = await Task.WhenAll(left.Select(claims.FindAsync));
        List<NameClaim> mine = [];

        // One after the other and always in one order: of two who want the same names, one gets them all.
        foreach (var key in wanted)
        {
            var claim = await claims.TryClaimAsync(key, after.Id);
            if (claim.How != ClaimResult.Mine)
            {
                await ReleaseAsync(mine);
                return claim.How == ClaimResult.Changing ? UserUpdate.Stale
                    : new(null, FieldsOf(names, [key, .. await HeldAsync(wanted, after.Id)]));
            }

            mine.Add(claim);
        }

        var written = await WriteScript.EvaluateAsync(
            database, [Keys.User(after.Id), Keys.Devices(after.Id), Keys.RefreshTokens(after.Id)],
            [
                after.Rev, Keys.SignOuts, after.Id.Value, keepDevice?.Value ?? "", .. fields,
                "nameKey", names.Name.ToString(), "lookKey", names.Look.ToString(), "emailKey", names.Email.ToString(),
            ]);
        if ((long)written == 0)
        {
            await ReleaseAsync(mine);
            return UserUpdate.Stale;
        }

        rates.Forget(after.Id);
        await ReleaseAsync(left.Zip(leaving).Where(old => IsOf(old.Second, after.Id))
            .Select(old => new NameClaim(old.First, old.Second!, ClaimResult.Mine)));
        return new(after with { Rev = after.Rev + 1 }, []);
    }

    private Task ReleaseAsync(IEnumerable<NameClaim> old) => Task.WhenAll(old.Select(claim => claims.ReleaseAsync(claim.Key, claim.Value)));

    private async Task<IEnumerable<RedisKey>> HeldAsync(IReadOnlyList<RedisKey> keys, UserId? exceptBy)
    {
        var held = await Task.WhenAll(keys.Select(async key => await claims.IsHeldAsync(key) && await claims.HolderAsync(key) != exceptBy));
        return keys.Where((_, i) => held[i]);
    }

    private static bool IsOf(string? claim, UserId userId) => claim?.StartsWith(userId, StringComparison.Ordinal) == true;

    private static string[] FieldsOf(NameKeys names, IEnumerable<RedisKey> taken) =>
        [.. taken.Select(key => key == names.Email ? "email" : "username").Distinct()];

    private Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(20, 100)), time);

    private static DateTimeOffset Milliseconds(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
