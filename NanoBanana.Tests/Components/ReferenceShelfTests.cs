using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.References;

namespace NanoBanana.Tests.Components;

/// <summary>Pictures that are kept at hand.</summary>
[Trait("Kind", "Unit")]
public sealed class ReferenceShelfTests : ComponentTests
{
    private static readonly Reference Logo =
        new("r", null, Samples.Me, new("9"), "Our old logo", Samples.Now)
        {
            Image = Samples.Image("9", "logo.png") with { SessionId = new("other") },
        };

    private readonly List<Image> _used = [];

    public ReferenceShelfTests() => Api
        .Answer("GET /api/sessions/s/references", new Page<Reference>([Logo], null))
        .Answer("PUT /api/references/r", Logo with { Name = "Our logo" })
        .Answer("DELETE /api/references/r", HttpStatusCode.NoContent)
        .Answer("POST /api/sessions/s/references", Logo)
        .Answer("POST /api/images/9/copy", Samples.Image("10", "logo.png"));

    [Fact]
    public async Task The_open_picture_is_kept_under_a_name_for_oneself()
    {
        Api.Answer("GET /api/sessions/s/references", new Page<Reference>([], null));
        var shelf = Show();
        Assert.Contains("Nothing is at hand yet.", shelf.Markup, StringComparison.Ordinal);
        await Button(shelf, "Keep this picture at hand").ClickAsync();
        Assert.Equal("quarters", shelf.Find("input").GetAttribute("value"));
        await shelf.Find("input").ChangeAsync("Our old logo");
        await shelf.Find("select").ChangeAsync("me");
        Api.Answer("GET /api/sessions/s/references", new Page<Reference>([Logo], null));
        await shelf.Find("form").SubmitAsync();
        var sent = JsonSerializer.Deserialize(Api.Sent["POST /api/sessions/s/references"], ContractJson.Default.CreateReferenceRequest)!;
        Assert.Equal(new(new("1"), "Our old logo", Shared: false), sent);
        Assert.Contains("Our old logo", shelf.Find(".use").TextContent, StringComparison.Ordinal);
        Assert.Contains("Only you", shelf.Find(".use").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_name_can_be_changed()
    {
        var shelf = Show();
        await shelf.Find("button[aria-label='Rename “Our old logo”']").ClickAsync();
        await shelf.Find("input").ChangeAsync("Our logo");
        await shelf.Find("form").SubmitAsync();
        Assert.Contains("\"Our logo\"", Api.Sent["PUT /api/references/r"], StringComparison.Ordinal);
        Assert.NotNull(shelf.Find("button[aria-label='Rename “Our logo”']"));
        Assert.Empty(shelf.FindAll("form"));
    }

    [Fact]
    public async Task One_of_another_session_is_copied_before_it_goes_along()
    {
        await Show().Find(".use").ClickAsync();
        Assert.Equal("10", Assert.Single(_used).Id);
    }

    [Fact]
    public async Task One_whose_bytes_are_here_goes_along_as_it_is()
    {
        await Show(here: Samples.Image("8", "same.png") with { Sha256 = "9" }).Find(".use").ClickAsync();
        Assert.Equal("8", Assert.Single(_used).Id);
        Assert.DoesNotContain("POST /api/images/9/copy", Api.Asked);
    }

    [Fact]
    public async Task It_is_taken_off()
    {
        var shelf = Show();
        await shelf.Find("button[aria-label='Take “Our old logo” off the shelf']").ClickAsync();
        Assert.Empty(shelf.FindAll(".use"));
        Assert.Contains("DELETE /api/references/r", Api.Asked);
    }

    [Fact]
    public void None_can_be_used_where_the_engine_takes_no_more() => Assert.True(Show(room: 0).Find(".use").HasAttribute("disabled"));

    [Fact]
    public void A_viewer_keeps_nothing_at_hand() =>
        Assert.DoesNotContain("Keep this picture at hand", Show(Role.Viewer).Markup, StringComparison.Ordinal);

    private IRenderedComponent<ReferenceShelf> Show(Role role = Role.Owner, int room = 1, Image? here = null)
    {
        var session = Open(role);
        session.Images.Show(new([here ?? Samples.Image()], null));
        return Render<ReferenceShelf>(shelf => shelf
            .Add(it => it.Session, session).Add(it => it.Subject, Samples.Image()).Add(it => it.Room, room).Add(it => it.OnUse, _used.Add));
    }

    private static IElement Button(IRenderedComponent<ReferenceShelf> shelf, string label) =>
        shelf.FindAll("button").Single(button => button.TextContent.Trim() == label);
}
