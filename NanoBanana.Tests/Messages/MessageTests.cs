using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Messages;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Messages;

public sealed class MessageTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_message_is_returned_as_it_was_written()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        const string Text = "  <script>alert('🍌')</script>\n二 \"quoted\" \\ & 'single'\t";
        var message = await alice.Api.PostMessageAsync(session.Id, Text);
        Assert.Equal(
            (session.Id, alice.User.Id, MessageRole.User, Text), (message.SessionId, message.AuthorId, message.Role, message.Text));
        Assert.Empty(message.ImageIds);
        Assert.Null(message.EditedAt);
        var listed = Assert.Single((await alice.Api.ListMessagesAsync(session.Id)).Items);
        Assert.Equal((message.Id, Text, message.CreatedAt), (listed.Id, listed.Text, listed.CreatedAt));
        Assert.Equal(1, (await alice.Api.GetSessionAsync(session.Id)).MessageCount);
    }

    [Fact]
    public async Task Creating_answers_201_in_lower_case()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        using var response = await alice.Http.PostAsJsonAsync(Routes.SessionMessages(session.Id), new { text = "Hello" });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("user", (await response.ReadJsonAsync()).GetProperty("role").GetString());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"text":""}""")]
    [InlineData("""{"text":"  \n "}""")]
    [InlineData("""{"text":null,"imageIds":[]}""")]
    public async Task A_message_has_a_text_or_an_image(string body)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        await alice.Http.PostAsync(Routes.SessionMessages(session.Id), content).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "text");
    }

    [Fact]
    public async Task A_text_has_at_most_8000_characters()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var longest = new string('m', Limits.MessageMaxLength);
        var message = await alice.Api.PostMessageAsync(session.Id, longest);
        Assert.Equal(longest, message.Text);
        await alice.Api.PostMessageAsync(session.Id, longest + "m").ShouldFailAsync(HttpStatusCode.BadRequest, "text");
        await alice.Api.EditMessageAsync(message.Id, longest + "m").ShouldFailAsync(HttpStatusCode.BadRequest, "text");
    }

    [Fact]
    public async Task Editing_changes_the_text_and_says_when()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var message = await alice.Api.PostMessageAsync(session.Id, "Before");
        var edited = await alice.Api.EditMessageAsync(message.Id, "After");
        Assert.Equal((message.Id, "After", message.CreatedAt), (edited.Id, edited.Text, edited.CreatedAt));
        Assert.True(edited.EditedAt >= edited.CreatedAt);
        Assert.Equal("After", Assert.Single((await alice.Api.ListMessagesAsync(session.Id)).Items).Text);
        await alice.Http.PutAsJsonAsync(Routes.Message(message.Id), new { }).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "text");
    }

    [Fact]
    public async Task A_deleted_message_is_gone()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var message = await alice.Api.PostMessageAsync(session.Id, "Hello");
        await alice.Api.DeleteMessageAsync(message.Id);
        Assert.Empty((await alice.Api.ListMessagesAsync(session.Id)).Items);
        Assert.Equal(0, (await alice.Api.GetSessionAsync(session.Id)).MessageCount);
        await alice.Api.DeleteMessageAsync(message.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        await alice.Api.EditMessageAsync(message.Id, "Hello?").ShouldFailAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_newest_page_comes_first_and_each_ascends()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        for (var i = 0; i < 55; i++)
        {
            await alice.Api.PostMessageAsync(session.Id, $"{i}");
        }
        var newest = await alice.Api.ListMessagesAsync(session.Id);
        Assert.Equal(Enumerable.Range(5, 50).Select(i => $"{i}"), newest.Items.Select(message => message.Text));
        var oldest = await alice.Api.ListMessagesAsync(session.Id, newest.NextCursor);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"{i}"), oldest.Items.Select(message => message.Text));
        Assert.Null(oldest.NextCursor);

        // What arrives meanwhile does not shift the pages.
        var page = await alice.Api.ListMessagesAsync(session.Id, limit: 20);
        await alice.Api.PostMessageAsync(session.Id, "new");
        var before = await alice.Api.ListMessagesAsync(session.Id, page.NextCursor, limit: 20);
        Assert.Equal(Enumerable.Range(15, 20).Select(i => $"{i}"), before.Items.Select(message => message.Text));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("cursor=nonsense")]
    public async Task A_bad_limit_or_cursor_is_400(string query)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await alice.Http.GetAsync($"{Routes.SessionMessages(session.Id)}?{query}").ShouldBeProblemAsync(HttpStatusCode.BadRequest);
    }
}
