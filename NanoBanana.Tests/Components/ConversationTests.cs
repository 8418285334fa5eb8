using Bunit;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Messages;
using NanoBanana.Web.Conversation;
using NanoBanana.Web.Layout;
using NanoBanana.Web.State;

namespace NanoBanana.Tests.Components;

/// <summary>The conversation and the line that tells of what was done.</summary>
[Trait("Kind", "Unit")]
public sealed class ConversationTests : ComponentTests
{
    private readonly SessionState _session;

    public ConversationTests() => _session = Open();

    [Fact]
    public void What_was_refused_folds_away_once_the_conversation_goes_on()
    {
        _session.Edits.Put(
            Samples.Edit("e", EditStatus.Failed, new(EditProblems.NotUnderstood, "?", "I do not know") { Choices = ["blur"] }));
        Say("1", "frobnicate the wibble", "e");
        var list = Show();
        Assert.Empty(list.FindAll("details"));
        Say("1", "frobnicate the wibble", "e");
        Say("2", "black and white", null);
        list.Render();
        Assert.Equal("Not done: frobnicate the wibble", list.Find("details:not([open]) summary").TextContent);
    }

    [Fact]
    public void Days_part_the_conversation()
    {
        Say("1", "Hello", null, Samples.Now.AddDays(-1));
        Say("2", "Hello again", null);
        Assert.Equal(["Yesterday", "Today"], Show().FindAll(".day").Select(day => day.TextContent));
    }

    [Fact]
    public void A_request_on_its_way_shows_its_picture()
    {
        _session.Images.Put(Samples.Image());
        _session.Messages.Add(new OutboxMessage("black and white", [new("1")], Samples.Now));
        var list = Show();
        Assert.Contains("black and white", list.Markup, StringComparison.Ordinal);
        Assert.NotNull(list.Find("img"));
    }

    [Fact]
    public async Task A_failure_is_told_as_an_alert_and_a_success_is_not()
    {
        var bar = Render<NoticeBar>();
        Notices.Show("It is saved.");
        bar.WaitForAssertion(() => Assert.Contains("It is saved.", bar.Markup, StringComparison.Ordinal));
        Assert.Empty(bar.FindAll("[role=alert]"));
        await Notices.TryAsync(() => throw new HttpRequestException());
        bar.WaitForAssertion(() => Assert.Contains("cannot be reached", bar.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        await bar.Find("button[aria-label=Dismiss]").ClickAsync();
        Assert.Empty(bar.FindAll(".notice"));
    }

    [Fact]
    public async Task A_notice_goes_once_its_action_is_pressed()
    {
        var undone = 0;
        var bar = Render<NoticeBar>();
        Notices.Show("It is deleted.", "Undo", () => Task.FromResult(undone++));
        await bar.WaitForElement("button.link").ClickAsync();
        Assert.Equal(1, undone);
        Assert.Empty(bar.FindAll(".notice"));
    }

    private IRenderedComponent<MessageList> Show() => Render<MessageList>(list => list
        .Add(it => it.Session, _session).Add(it => it.OnOpen, _ => { }).Add(it => it.OnRephrase, _ => { }));

    private void Say(string id, string text, string? edit, DateTimeOffset? at = null) => _session.Messages.Put(
        new Message(
            id, Samples.SessionId, Samples.Me, MessageRole.User, text, [], edit is null ? null : new(edit), at ?? Samples.Now, null));
}
