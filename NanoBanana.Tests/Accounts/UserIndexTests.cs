using NanoBanana.Core;
using NanoBanana.Core.Accounts;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Accounts;

/// <summary>Accounts are found by how their names begin, and what is erased is found nowhere.</summary>
public sealed class UserIndexTests(AccountStores stores) : IClassFixture<AccountStores>
{
    private const string Names = "users:names";

    private UserIndex Index => new(stores.Database);

    [Fact]
    public async Task Accounts_are_found_by_how_a_name_or_an_address_begins_each_once_in_pages()
    {
        await stores.ClearAsync();
        var expected = new List<UserId>();
        foreach (var i in Enumerable.Range(10, 15).Reverse())
        {
            expected.Add((await CreateAsync($"Grace-{i}", $"grace.{i}@example.org")).Id);
        }

        expected.Reverse();
        var byAddress = await CreateAsync("hopper", "GRACE@example.org");
        await CreateAsync("gray", "gray@grace.example");
        expected.Add(byAddress.Id);

        foreach (var limit in (int[])[1, 2, 7, 16, 100])
        {
            Assert.Equal(expected, await SearchAsync("gRaCe", limit));
        }

        Assert.Equal(expected[..15], await SearchAsync("grace-", 4));
        Assert.Equal([byAddress.Id], await SearchAsync("grace@", 4));
        Assert.Empty(await SearchAsync("race", 4));
    }

    [Fact]
    public async Task A_name_of_another_script_is_found_in_any_form()
    {
        await stores.ClearAsync();
        var user = await CreateAsync("Ünal_Çelik", "unal@example.org");
        Assert.Equal([user.Id], await SearchAsync("U\u0308NAL", 5));
    }

    [Fact]
    public async Task An_account_is_found_by_its_new_names_and_no_more_by_its_old_ones()
    {
        await stores.ClearAsync();
        var user = await CreateAsync("before", "old@example.org");
        await stores.Users.UpdateAsync(user, new("after", "new@example.org"));

        foreach (var (words, found) in new[] { ("bef", 0), ("old", 0), ("aft", 1), ("new", 1) })
        {
            Assert.Equal(found, (await SearchAsync(words, 5)).Count);
        }

        Assert.Equal(2, await stores.Database.SortedSetLengthAsync(Names));
    }

    [Theory]
    [InlineData(nameof(IDatabase.SortedSetAddAsync))]
    [InlineData(nameof(IDatabase.SortedSetRemoveAsync))]
    public async Task A_change_that_was_cut_off_is_completed_when_its_account_signs_in(string cutAt)
    {
        await stores.ClearAsync();
        var user = await CreateAsync("before", "old@example.org");
        await CutOffAsync(user, cutAt);
        var changed = (await stores.Users.FindAsync(user.Id))!;
        Assert.Equal("after", changed.Username);
        Assert.Empty(await SearchAsync("bef", 5));

        await Index.NoteAsync(changed);

        Assert.Equal([user.Id], await SearchAsync("aft", 5));
        Assert.Equal(2, await stores.Database.SortedSetLengthAsync(Names));
    }

    [Fact]
    public async Task Nothing_is_left_of_an_erased_account_whose_change_was_cut_off_or_that_signs_in_meanwhile()
    {
        await stores.ClearAsync();
        var user = await CreateAsync("before", "old@example.org");
        await CutOffAsync(user, nameof(IDatabase.SortedSetRemoveAsync));
        Assert.Equal(3, await stores.Database.SortedSetLengthAsync(Names));

        await stores.Users.DeleteAsync(user.Id);
        Assert.Equal(0, await stores.Database.SortedSetLengthAsync(Names));

        await Index.NoteAsync(user);
        Assert.Equal((0, 0), (await stores.Database.SortedSetLengthAsync(Names), await stores.Database.SortedSetLengthAsync("users")));
        Assert.False(await stores.Database.KeyExistsAsync($"{{u:{user.Id}}}:listed"));
    }

    [Fact]
    public async Task The_cursor_of_a_search_names_no_address_and_is_refused_when_its_account_is_gone()
    {
        await stores.ClearAsync();
        var first = await CreateAsync("ada", "secret.address@example.org");
        await CreateAsync("bob", "secret.box@example.org");
        var page = await Index.SearchAsync("secret", null, 1, stores.Users.FindAsync);
        Assert.Equal(first.Id, Cursors.Decode(page.NextCursor!));

        await stores.Users.DeleteAsync(first.Id);
        await Assert.ThrowsAsync<BadCursorException>(() => Index.SearchAsync("secret", page.NextCursor, 1, stores.Users.FindAsync));
    }

    /// <summary>Renames an account, and fails before the first command of a kind.</summary>
    private async Task CutOffAsync(UserRow user, string method)
    {
        var failing = HookedDatabase.Before(
            method, stores.Database, () => throw new RedisConnectionException(ConnectionFailureType.SocketClosed, "Cut off."));
        await Assert.ThrowsAsync<RedisConnectionException>(() => stores.UsersOn(failing).UpdateAsync(user, new("after")));
    }

    private async Task<UserRow> CreateAsync(string name, string email)
    {
        var (user, taken) = await stores.Users.CreateAsync(new(Guid.CreateVersion7().ToString("N")), name, email, "hash");
        Assert.Empty(taken);
        return user!;
    }

    private async Task<List<UserId>> SearchAsync(string begin, int limit)
    {
        var found = new List<UserId>();
        string? cursor = null;
        do
        {
            var page = await Index.SearchAsync(begin, cursor, limit, stores.Users.FindAsync);
            Assert.InRange(page.Items.Count, cursor is null ? 0 : 1, limit);
            found.AddRange(page.Items.Select(user => user.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(found.Distinct(), found);
        return found;
    }
}
