using NanoBanana.Contracts;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Accounts;

/// <summary>
/// The ids of all accounts, for operators. An account that is not in it (registered before there was an index, or by a process that
/// was killed in between) joins with its next sign-in or renewal, so that nothing has to be migrated.
/// </summary>
internal sealed class UserIndex(IDatabase database)
{
    public Task NoteAsync(string userId) => database.SortedSetAddAsync(Keys.Users, userId, 0);

    public Task RemoveAsync(string userId) => database.SortedSetRemoveAsync(Keys.Users, userId);

    /// <summary>Newest first: ids sort by creation.</summary>
    public async Task<Page<string>> ReadAsync(string? cursor, int limit)
    {
        var ids = await database.NewestAsync(Keys.Users, cursor is null ? null : Cursors.Decode(cursor), limit + 1);
        return ids.Select(id => id.Text()).ToList().ToPage(limit, Cursors.Encode);
    }
}
