using System.Net;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Tests.Edits;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Sessions;

public sealed class SessionListTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task What_changed_last_comes_first()
    {
        using var alice = await api.CreateUserAsync();
        var first = await alice.Api.CreateSessionAsync("First");
        var second = await alice.Api.CreateSessionAsync("Second");
        Assert.Equal([second.Id, first.Id], await IdsAsync(alice));
        await alice.Api.PostMessageAsync(first.Id, "Hello");
        await Eventually.TrueAsync(
            async () => (await IdsAsync(alice)).First() == first.Id, "the first one to move up", TimeSpan.FromSeconds(2));
        await alice.Api.RenameSessionAsync(second.Id, "Renamed");
        await Eventually.TrueAsync(
            async () => (await IdsAsync(alice)).First() == second.Id, "the second one to move up", TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Pages_hold_every_session_once()
    {
        using var alice = await api.CreateUserAsync();
        var created = new List<string>();
        for (var i = 0; i < 23; i++)
        {
            created.Insert(0, (await alice.Api.CreateSessionAsync($"Number {i}")).Id);
        }
        Assert.Equal(created, await ReadAllAsync(alice, limit: 5));
        Assert.Equal(created, await ReadAllAsync(alice, limit: 100));
        Assert.Equal(Limits.PageDefault, (await alice.Api.ListSessionsAsync()).Items.Count);
    }

    [Fact]
    public async Task The_last_page_says_that_it_is_the_last()
    {
        using var alice = await api.CreateUserAsync();
        await alice.Api.CreateSessionAsync();
        await alice.Api.CreateSessionAsync();
        var page = await (await alice.Http.GetAsync($"{Routes.Sessions}?limit=2")).ReadJsonAsync();
        Assert.Equal(2, page.GetProperty("items").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("nextCursor").ValueKind);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=-1")]
    [InlineData("limit=many")]
    [InlineData("cursor=nonsense")]
    [InlineData("cursor=%00%ff")]
    public async Task A_bad_limit_or_cursor_is_400(string query)
    {
        using var alice = await api.CreateUserAsync();
        await alice.Http.GetAsync($"{Routes.Sessions}?{query}").ShouldBeProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Search_finds_titles_and_message_texts()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var holiday = await alice.Api.CreateSessionAsync("Holiday in Norway");
        var sky = await alice.Api.CreateSessionAsync("Work");
        await alice.Api.PostMessageAsync(sky.Id, "Please make the SKY darker, 天空更暗");
        await bob.Api.CreateSessionAsync("Another Norway");

        Assert.Equal([holiday.Id], await IdsAsync(alice, "norway"));
        Assert.Equal([sky.Id], await IdsAsync(alice, "sky"));
        Assert.Equal([sky.Id], await IdsAsync(alice, "天空"));
        Assert.Empty(await IdsAsync(alice, "sunrise"));
    }

    [Fact]
    public async Task Search_follows_edits_and_deletions()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Work");
        var message = await alice.Api.PostMessageAsync(session.Id, "apple");
        await alice.Api.EditMessageAsync(message.Id, "pear");
        Assert.Empty(await IdsAsync(alice, "apple"));
        Assert.Equal([session.Id], await IdsAsync(alice, "pear"));
        await alice.Api.DeleteMessageAsync(message.Id);
        Assert.Empty(await IdsAsync(alice, "pear"));
    }

    [Fact]
    public async Task Search_sees_every_change_of_a_text_at_once()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Work");
        Assert.Empty(await IdsAsync(alice, "apple"));
        var message = await alice.Api.PostMessageAsync(session.Id, "apple");
        Assert.Equal([session.Id], await IdsAsync(alice, "apple"));
        Assert.Empty(await IdsAsync(alice, "pear"));
        await alice.Api.EditMessageAsync(message.Id, "pear");
        Assert.Equal([session.Id], await IdsAsync(alice, "pear"));
        Assert.Empty(await IdsAsync(alice, "cherry"));
        await alice.Api.RenameSessionAsync(session.Id, "Cherries");
        Assert.Equal([session.Id], await IdsAsync(alice, "cherr"));
        Assert.Empty(await IdsAsync(alice, "grape"));
        await alice.EditAsync(session.Id, "a 40x30 red canvas with the text 'grape'");
        Assert.Equal([session.Id], await IdsAsync(alice, "GRAPE"));
    }

    [Fact]
    public async Task Search_has_pages_too()
    {
        using var alice = await api.CreateUserAsync();
        var expected = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            var session = await alice.Api.CreateSessionAsync(i % 2 == 0 ? $"Cat {i}" : $"Dog {i}");
            if (i % 2 == 0)
            {
                expected.Insert(0, session.Id);
            }
        }
        Assert.Equal(expected, await ReadAllAsync(alice, limit: 2, query: "cat"));
    }

    private static async Task<IEnumerable<string>> IdsAsync(TestUser user, string? query = null) =>
        (await user.Api.ListSessionsAsync(query)).Items.Select(session => session.Id.Value);

    private static async Task<List<string>> ReadAllAsync(TestUser user, int limit, string? query = null)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await user.Api.ListSessionsAsync(query, cursor, limit);
            Assert.InRange(page.Items.Count, 0, limit);
            ids.AddRange(page.Items.Select(session => session.Id.Value));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return ids;
    }
}
