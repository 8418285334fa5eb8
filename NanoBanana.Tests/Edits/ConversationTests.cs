using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Edits;

/// <summary>Prompts that speak of the edit before, from the request to the answer.</summary>
public sealed class ConversationTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Undo_shows_the_picture_before_and_the_original_without_making_one()
    {
        using var alice = await api.CreateUserAsync();
        var (session, image) = await StartAsync(alice);
        var first = await alice.EditAsync(session, "rotate 90", image);
        var second = await alice.EditAsync(session, "black and white", first.ResultIds[0]);

        var undo = await alice.EditAsync(session, "undo that, please", second.ResultIds[0]);
        Assert.Equal((EditStatus.Succeeded, 0), (undo.Status, undo.Units.Charged));
        Assert.Equal(first.ResultIds, undo.ResultIds);
        var original = await alice.EditAsync(session, "回到原图", second.ResultIds[0]);
        Assert.Equal([image], original.ResultIds);
        var reply = (await alice.Api.ListMessagesAsync(session)).Items.Single(message => message.Id == original.ReplyId);
        Assert.Equal((MessageRole.Assistant, "回到了原图。"), (reply.Role, reply.Text));
        Assert.Equal([image], reply.ImageIds);

        var nothing = await alice.EditAsync(session, "undo", image);
        Assert.Equal(EditStatus.Succeeded, nothing.Status);
        Assert.Empty(nothing.ResultIds);
        Assert.Equal(3, (await alice.Api.ListSessionImagesAsync(session)).Items.Count);
    }

    [Fact]
    public async Task Who_asks_in_another_language_is_answered_in_that_of_the_page()
    {
        using var alice = await api.CreateUserAsync();
        var (session, image) = await StartAsync(alice);
        alice.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de, zh-CN;q=0.8, en;q=0.5");
        using var response = await alice.Http.PostAsJsonAsync(Routes.SessionEdits(session), new CreateEditRequest("rückgängig", [image]));
        var asked = (await response.Content.ReadFromJsonAsync<Edit>())!;

        var undo = await Eventually.GetAsync(
            async () => await alice.Api.GetEditAsync(asked.Id) is { Status: EditStatus.Succeeded } done ? done : null,
            "the edit to be done");

        Assert.Equal("zh", undo.Language);
        var reply = (await alice.Api.ListMessagesAsync(session)).Items.Single(message => message.Id == undo.ReplyId);
        Assert.Equal("这张图片之前没有修改：它就是原图。", reply.Text);
    }

    [Fact]
    public async Task Undo_passes_over_a_picture_that_was_deleted()
    {
        using var alice = await api.CreateUserAsync();
        var (session, image) = await StartAsync(alice);
        var first = await alice.EditAsync(session, "rotate 90", image);
        var second = await alice.EditAsync(session, "invert", first.ResultIds[0]);
        await alice.Api.DeleteImageAsync(first.ResultIds[0]);

        Assert.Equal([image], (await alice.EditAsync(session, "undo", second.ResultIds[0])).ResultIds);
    }

    [Fact]
    public async Task More_and_less_are_done_anew_on_the_picture_before()
    {
        using var alice = await api.CreateUserAsync();
        var (session, image) = await StartAsync(alice);
        var border = await alice.EditAsync(session, "add a 10 px white border", image);
        Assert.Equal((50, 40), await SizeAsync(alice, border));

        var less = await alice.EditAsync(session, "less", border.ResultIds[0]);
        Assert.Equal((40, 30), await SizeAsync(alice, less));
        var more = await alice.EditAsync(session, "much more", less.ResultIds[0]);
        Assert.Equal((50, 40), await SizeAsync(alice, more));
        var again = await alice.EditAsync(session, "again", border.ResultIds[0]);
        Assert.Equal((70, 60), await SizeAsync(alice, again));
        var instead = await alice.EditAsync(session, "no, rotate it left", border.ResultIds[0]);
        Assert.Equal((20, 30), await SizeAsync(alice, instead));
        Assert.Equal(border.ResultIds[0], (await alice.Api.GetImageAsync(instead.ResultIds[0])).ParentId);
    }

    [Fact]
    public async Task What_has_no_strength_has_no_more_or_less_of_it()
    {
        using var alice = await api.CreateUserAsync();
        var (session, image) = await StartAsync(alice);
        var flip = await alice.EditAsync(session, "flip horizontally", image);

        var more = await alice.EditAsync(session, "more", flip.ResultIds[0]);
        Assert.Equal((EditStatus.Failed, EditProblems.Input), (more.Status, more.Problem?.Code));
        Assert.NotEmpty(more.Problem!.Choices!);
    }

    [Theory]
    [InlineData("hello", "Hello!"), InlineData("what can you do?", "Say in plain words"), InlineData("谢谢", "不客气")]
    [InlineData("你会做什么", "用平常的话")]
    public async Task Talk_is_answered_in_words_costs_nothing_and_names_no_session(string prompt, string words)
    {
        using var alice = await api.CreateUserAsync();
        var session = (await alice.Api.CreateSessionAsync()).Id;
        var image = (await alice.UploadAsync(session, TestImages.Png(30, 20))).Id;
        var edit = await alice.EditAsync(session, prompt, image);

        Assert.Equal((EditStatus.Succeeded, 0), (edit.Status, edit.Units.Charged));
        Assert.Empty(edit.ResultIds);
        var reply = (await alice.Api.ListMessagesAsync(session)).Items.Single(message => message.Id == edit.ReplyId);
        Assert.Contains(words, reply.Text, StringComparison.Ordinal);
        await alice.EditAsync(session, "rotate 90", image);
        Assert.Equal("rotate 90", (await alice.Api.GetSessionAsync(session)).Title);
    }

    [Fact]
    public async Task A_refusal_keeps_what_can_be_done_instead()
    {
        using var alice = await api.CreateUserAsync();
        var (session, image) = await StartAsync(alice);
        var edit = await alice.EditAsync(session, "replace the background with a beach", image);

        Assert.Equal((EditStatus.Failed, EditProblems.NotUnderstood), (edit.Status, edit.Problem?.Code));
        Assert.Contains("remove the background", edit.Problem!.Choices!);
        Assert.InRange(edit.Problem.Choices!.Count, 1, 4);
    }

    private static async Task<(SessionId Session, ImageId Image)> StartAsync(TestUser user)
    {
        var session = (await user.Api.CreateSessionAsync("Session")).Id;
        return (session, (await user.UploadAsync(session, TestImages.Png(30, 20))).Id);
    }

    private static async Task<(int, int)> SizeAsync(TestUser user, Edit edit)
    {
        var image = await user.Api.GetImageAsync(Assert.Single(edit.ResultIds));
        Assert.Equal(ImageStatus.Ready, image.Status);
        return (image.Width, image.Height);
    }
}
