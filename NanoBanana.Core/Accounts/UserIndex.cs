using System.Text;
using NanoBanana.Contracts;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Accounts;

/// <summary>
/// The ids and the names of all accounts, for operators. An account that is not in it (registered before there was an index, or by a
/// process that was killed in between) joins with its next sign-in or renewal, so that nothing has to be migrated.
/// </summary>
internal sealed class UserIndex(IDatabase database)
{
    /// <summary>
    /// Behind a name in its entry; no name has it, and in the order of bytes it comes before everything that a name may have.
    /// </summary>
    private const char End = '\0';

    /// <summary>No text has this byte in UTF-8.</summary>
    private const byte BehindAll = 0xFF;

    /// <summary>
    /// Lists an account under its names, and no more under those that it had. An entry is noted with the account before it is listed, so
    /// that erasing the account finds every entry of it.
    /// </summary>
    public async Task NoteAsync(UserRow user)
    {
        var (listed, entries) = (Keys.UserListed(user.Id), EntriesOf(user));
        var known = await database.SetMembersAsync(listed);
        if (entries.Except(known).Any())
        {
            await database.SetAddAsync(listed, entries);
        }

        await Task.WhenAll(
            database.SortedSetAddAsync(Keys.Users, user.Id.Value, 0),
            database.SortedSetAddAsync(Keys.UserNames, [.. entries.Select(entry => new SortedSetEntry(entry, 0))]));
        if (known.Except(entries).ToArray() is { Length: > 0 } old)
        {
            await database.SortedSetRemoveAsync(Keys.UserNames, old);
            await database.SetRemoveAsync(listed, old);
        }

        // Erased meanwhile: whoever erased it may have been here before.
        if (!await database.KeyExistsAsync(Keys.User(user.Id)))
        {
            await RemoveAsync(user.Id);
        }
    }

    public async Task RemoveAsync(UserId userId)
    {
        var listed = Keys.UserListed(userId);
        if (await database.SetMembersAsync(listed) is { Length: > 0 } entries)
        {
            await database.SortedSetRemoveAsync(Keys.UserNames, entries);
        }

        await database.KeyDeleteAsync(listed);
        await database.SortedSetRemoveAsync(Keys.Users, userId.Value);
    }

    /// <summary>Newest first: ids sort by creation.</summary>
    public async Task<Page<UserId>> ReadAsync(string? cursor, int limit)
    {
        var ids = await database.NewestAsync(Keys.Users, cursor is null ? null : Cursors.Decode(cursor), limit + 1);
        return ids.Select(id => new UserId(id.Text())).ToList().ToPage(limit, id => Cursors.Encode(id));
    }

    /// <summary>
    /// The accounts whose user name or e-mail address begins so, in any case, by name; each once. The place between two pages is told by an
    /// id, so that no address gets into that of a request.
    /// </summary>
    /// <param name="find">Reads an account; an entry that is not true any more is left out.</param>
    public async Task<Page<UserRow>> SearchAsync(string begin, string? cursor, int limit, Func<UserId, Task<UserRow?>> find)
    {
        var prefix = NameKeys.Fold(begin);
        RedisValue after = cursor is null ? prefix
            : await find(new(Cursors.Decode(cursor))) is { } last && ShownEntryOf(last, prefix) is { } place ? place
            : throw new BadCursorException();
        RedisValue until = (byte[])[.. Encoding.UTF8.GetBytes(prefix), BehindAll];
        var found = new List<UserRow>();
        for (var isLast = false; !isLast && found.Count <= limit;)
        {
            var entries = await database.SortedSetRangeByValueAsync(Keys.UserNames, after, until, Exclude.Start, take: limit + 1);
            var users = await Task.WhenAll(entries.Select(entry => find(IdIn(entry.Text()))));
            found.AddRange(users.Where((user, i) => user is not null && ShownEntryOf(user, prefix) == entries[i].Text()).OfType<UserRow>());
            isLast = entries.Length <= limit;
            after = isLast ? after : entries[^1];
        }

        return found.ToPage(limit, user => Cursors.Encode(user.Id));
    }

    /// <summary>
    /// The entry that an account is found by: of its user name, or else of its e-mail address; null when neither begins so.
    /// </summary>
    private static string? ShownEntryOf(UserRow user, string prefix) => ((string[])[user.Username, user.Email])
        .Select(name => EntryOf(name, user.Id)).FirstOrDefault(entry => entry.StartsWith(prefix, StringComparison.Ordinal));

    private static RedisValue[] EntriesOf(UserRow user) => [EntryOf(user.Username, user.Id), EntryOf(user.Email, user.Id)];

    private static string EntryOf(string name, UserId id) => $"{NameKeys.Fold(name)}{End}{id}";

    private static UserId IdIn(string entry) => new(entry[(entry.LastIndexOf(End) + 1)..]);
}
