using System.Net;
using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Sessions;

public sealed class SessionTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_new_session_is_empty_and_its_creators_own()
    {
        using var alice = await api.CreateUserAsync();
        using var response = await alice.Http.PostAsJsonAsync(Routes.Sessions, new { });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var session = await response.ReadJsonAsync();
        Assert.Equal("", session.GetProperty("title").GetString());
        Assert.Equal("owner", session.GetProperty("role").GetString());
        foreach (var count in (string[])["messageCount", "imageCount", "lastSeq"])
        {
            Assert.Equal(0, session.GetProperty(count).GetInt32());
        }
        Assert.Equal(TimeSpan.Zero, session.GetProperty("createdAt").GetDateTimeOffset().Offset);
        Assert.Equal(session.GetProperty("createdAt").GetRawText(), session.GetProperty("updatedAt").GetRawText());

        var found = await alice.Http.GetAsync(
            response.Headers.Location ?? new(Routes.Session(session.GetProperty("id").GetString()!), UriKind.Relative));
        Assert.Equal(session.GetRawText(), (await found.ReadJsonAsync()).GetRawText());
    }

    [Fact]
    public async Task Ids_sort_by_creation_time()
    {
        using var alice = await api.CreateUserAsync();
        var ids = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            ids.Add((await alice.Api.CreateSessionAsync()).Id);
        }
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public async Task A_title_has_at_most_120_characters()
    {
        using var alice = await api.CreateUserAsync();
        var longest = new string('t', Limits.TitleMaxLength);
        var session = await alice.Api.CreateSessionAsync(longest);
        Assert.Equal(longest, session.Title);
        await alice.Api.CreateSessionAsync(longest + "t").ShouldFailAsync(HttpStatusCode.BadRequest, "title");
        await alice.Api.RenameSessionAsync(session.Id, longest + "t").ShouldFailAsync(HttpStatusCode.BadRequest, "title");
    }

    [Fact]
    public async Task Renaming_changes_the_title_and_counts()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Before");
        var renamed = await alice.Api.RenameSessionAsync(session.Id, "香蕉 & <b>after</b>");
        Assert.Equal("香蕉 & <b>after</b>", renamed.Title);
        Assert.True(renamed.LastSeq > session.LastSeq && renamed.UpdatedAt >= session.UpdatedAt);
        Assert.Equal(renamed, await alice.Api.GetSessionAsync(session.Id));
    }

    [Fact]
    public async Task Renaming_needs_a_title()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Before");
        await alice.Http.PutAsJsonAsync(Routes.Session(session.Id), new { }).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "title");
    }

    [Fact]
    public async Task Without_a_title_the_first_message_gives_it()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await alice.Api.PostMessageAsync(session.Id, "Make the sky\ndarker");
        await alice.Api.PostMessageAsync(session.Id, "And the sea");
        Assert.Equal("Make the sky darker", (await alice.Api.GetSessionAsync(session.Id)).Title);
    }

    [Fact]
    public async Task A_given_title_stays()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Holiday");
        await alice.Api.PostMessageAsync(session.Id, "Make the sky darker");
        Assert.Equal("Holiday", (await alice.Api.GetSessionAsync(session.Id)).Title);
    }

    [Fact]
    public async Task A_long_first_message_is_cut_at_a_word()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await alice.Api.PostMessageAsync(session.Id, "Please take the photograph of the old harbour and make it look like evening light");
        Assert.Equal("Please take the photograph of the old harbour and make it…", (await alice.Api.GetSessionAsync(session.Id)).Title);
    }

    [Fact]
    public async Task A_first_message_of_60_characters_is_not_cut()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var text = string.Concat(Enumerable.Repeat("12345 ", 10))[..59] + "x";
        await alice.Api.PostMessageAsync(session.Id, text);
        Assert.Equal(text, (await alice.Api.GetSessionAsync(session.Id)).Title);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public async Task A_text_without_words_is_cut_without_breaking_a_character(string start)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await alice.Api.PostMessageAsync(session.Id, start + string.Concat(Enumerable.Repeat("🍌", 40)));
        var title = (await alice.Api.GetSessionAsync(session.Id)).Title;
        Assert.EndsWith("🍌…", title);
        Assert.InRange(title.Length, 50, 61);
    }

    [Fact]
    public async Task A_deleted_session_is_gone_until_it_is_restored()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Holiday");
        var message = await alice.Api.PostMessageAsync(session.Id, "Make the sky darker");
        await alice.Api.DeleteSessionAsync(session.Id);

        await alice.Api.GetSessionAsync(session.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        await alice.Api.ListMessagesAsync(session.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        await alice.Api.PostMessageAsync(session.Id, "Hello?").ShouldFailAsync(HttpStatusCode.NotFound);
        await alice.Api.EditMessageAsync(message.Id, "Hello?").ShouldFailAsync(HttpStatusCode.NotFound);
        await alice.Api.DeleteSessionAsync(session.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        Assert.Empty((await alice.Api.ListSessionsAsync()).Items);

        var restored = await alice.Api.RestoreSessionAsync(session.Id);
        Assert.Equal((session.Id, "Holiday", 1, Role.Owner), (restored.Id, restored.Title, restored.MessageCount, restored.Role));
        Assert.Equal(message.Id, Assert.Single((await alice.Api.ListMessagesAsync(session.Id)).Items).Id);
        Assert.Equal(session.Id, Assert.Single((await alice.Api.ListSessionsAsync()).Items).Id);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("0199e1a2b3c47d5e8f60718293a4b5c6")]
    [InlineData("..%2f..%2fetc")]
    public async Task An_unknown_session_is_404(string id)
    {
        using var alice = await api.CreateUserAsync();
        await alice.Http.GetAsync($"{Routes.Sessions}/{id}").ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await alice.Http.PostAsync($"{Routes.Sessions}/{id}/restore", null).ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }
}
