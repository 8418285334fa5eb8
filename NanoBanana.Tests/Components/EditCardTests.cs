using AngleSharp.Dom;
using Bunit;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Web.Edits;
using NanoBanana.Web.State;

namespace NanoBanana.Tests.Components;

/// <summary>What is said of an edit, and what can be done about it.</summary>
[Trait("Kind", "Unit")]
public sealed class EditCardTests : ComponentTests
{
    private readonly List<string> _rephrased = [];
    private readonly List<Edit> _again = [];
    private readonly SessionState _session;

    public EditCardTests()
    {
        _session = Open();
        _session.Images.Put(Samples.Image());
        Api.Answer("GET /api/engines", (IReadOnlyList<EngineInfo>)[Samples.Engine(), Samples.Gemini]);
    }

    public override Task InitializeAsync() => Services.GetService<EngineList>()!.ReadAsync();

    [Fact]
    public async Task Says_what_was_not_understood_and_offers_what_would_be()
    {
        var problem = new Problem(EditProblems.NotUnderstood, "?", "I do not know 'wibble'") { Choices = ["black and white"] };
        var card = Show(Samples.Edit("1", EditStatus.Failed, problem) with { Prompt = "wibble" });
        Assert.Contains("I do not know 'wibble'", card.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("[role=alert]"));
        await Button(card, "black and white").ClickAsync();
        await Button(card, "Say it differently").ClickAsync();
        Assert.Equal(["black and white", "wibble"], _rephrased);
    }

    [Fact]
    public async Task Cancels_what_waits()
    {
        Api.Answer("DELETE /api/edits/1", System.Net.HttpStatusCode.NoContent);
        var card = Show(Samples.Edit("1", EditStatus.Queued));
        Assert.Contains("Waiting for its turn", card.Markup, StringComparison.Ordinal);
        await Button(card, "Cancel").ClickAsync();
        Assert.Contains("DELETE /api/edits/1", Api.Asked);
    }

    [Fact]
    public async Task Asks_again_for_what_was_cancelled()
    {
        Api.Answer("POST /api/edits/1/retry", Samples.Edit("2", EditStatus.Queued));
        var card = Show(Samples.Edit("1", EditStatus.Cancelled));
        Assert.Contains("Cancelled", card.Markup, StringComparison.Ordinal);
        await Button(card, "Ask again").ClickAsync();
        Assert.Equal("2", Assert.Single(_again).Id);
    }

    [Fact]
    public void Offers_another_try_once_the_quota_is_there_again()
    {
        var card = Show(Samples.Edit("1", EditStatus.Failed, new(EditProblems.QuotaMinute, "Slow down", null) { RetryAfter = 30 }));
        Assert.NotNull(card.Find("[role=alert]"));
        Assert.True(Button(card, "Try again").HasAttribute("disabled"));
        Time.Advance(TimeSpan.FromSeconds(31));
        card.WaitForAssertion(() => Assert.False(Button(card, "Try again").HasAttribute("disabled")));
    }

    [Fact]
    public async Task Offers_another_engine_that_takes_the_same()
    {
        Api.Answer("POST /api/edits/1/retry", Samples.Edit("2", EditStatus.Queued));
        await Button(Show(Samples.Edit("1", EditStatus.Failed, new(EditProblems.Provider, "Broken", null))), "Try with Gemini")
            .ClickAsync();
        Assert.Contains("gemini", Api.Sent["POST /api/edits/1/retry"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EditStatus.Queued), InlineData(EditStatus.Failed), InlineData(EditStatus.Cancelled)]
    public void A_viewer_only_reads_it(EditStatus status)
    {
        var problem = status is EditStatus.Failed ? new Problem(EditProblems.Provider, "Broken", null) : null;
        Assert.Empty(Show(Samples.Edit("1", status, problem), canWrite: false).FindAll("button"));
    }

    [Theory]
    [InlineData(MaskBasis.Alpha, "Mask read by transparency: what is opaque in it may change, 50% of the picture.")]
    [InlineData(MaskBasis.Brightness, "Mask read by brightness: what is light in it may change, 50% of the picture.")]
    public void A_mask_is_shown_with_how_it_was_read(MaskBasis basis, string words)
    {
        _session.Images.Put(Samples.Image("2", "left.mask.png"));
        var note = Render<MaskNote>(it => it
            .Add(note => note.Edit, Samples.Edit("1", EditStatus.Succeeded) with { MaskImageId = new("2"), Mask = new(basis, 0.5) })
            .Add(note => note.Images, _session.Images));
        Assert.Equal(words, note.Find("p").TextContent.Trim());
        Assert.Equal("With a mask: white may change", note.Find("img").GetAttribute("alt"));
        Assert.Equal(basis.ToString(), note.Find("p").GetAttribute("data-basis"));
    }

    private IRenderedComponent<EditCard> Show(Edit edit, bool canWrite = true) => Render<EditCard>(card => card
        .Add(it => it.Edit, edit).Add(it => it.Images, _session.Images).Add(it => it.CanWrite, canWrite).Add(it => it.OnOpen, _ => { })
        .Add(it => it.OnRephrase, _rephrased.Add).Add(it => it.OnAgain, _again.Add));

    private static IElement Button(IRenderedComponent<EditCard> card, string label) =>
        card.FindAll("button").Single(button => button.TextContent.Trim() == label);
}
