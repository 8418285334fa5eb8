using System.Net;
using Bunit;
using NanoBanana.Web.Canvas;
using NanoBanana.Web.State;

namespace NanoBanana.Tests.Components;

/// <summary>The buttons above the picture.</summary>
[Trait("Kind", "Unit")]
public sealed class CanvasBarTests : ComponentTests
{
    [Fact]
    public async Task A_deleted_picture_can_be_had_back_by_the_notice()
    {
        Api.Answer("DELETE /api/images/1", HttpStatusCode.NoContent).Answer("POST /api/images/1/restore", Samples.Image());
        var (bar, session) = Show();
        await bar.Find("#facts > button").ClickAsync();
        Assert.Null(session.Images.Find(new("1")));
        Assert.Equal("Undo", Notices.Current!.ActionText);
        await bar.InvokeAsync(Notices.Current.Action!);
        Assert.NotNull(session.Images.Find(new("1")));
    }

    [Fact]
    public async Task A_picture_that_could_not_be_deleted_stays()
    {
        Api.Answer("DELETE /api/images/1", HttpStatusCode.ServiceUnavailable);
        var (bar, session) = Show();
        await bar.Find("#facts > button").ClickAsync();
        Assert.NotNull(session.Images.Find(new("1")));
        Assert.True(Notices.Current!.IsFailure);
    }

    [Fact]
    public async Task A_star_is_set_and_taken_away()
    {
        Api.Answer("PUT /api/images/1", Samples.Image() with { Starred = true });
        var (bar, _) = Show();
        await bar.Find("button[aria-label=Star]").ClickAsync();
        Assert.Contains("\"starred\":true", Api.Sent["PUT /api/images/1"], StringComparison.Ordinal);
        bar.Render();
        Assert.Equal("true", bar.Find("button[aria-label=Star]").GetAttribute("aria-pressed"));
        await bar.Find("button[aria-label=Star]").ClickAsync();
        Assert.Contains("\"starred\":false", Api.Sent["PUT /api/images/1"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_viewer_neither_stars_nor_deletes()
    {
        var (bar, _) = Show(Role.Viewer);
        Assert.Empty(bar.FindAll("button[aria-label=Star]"));
        Assert.Empty(bar.FindAll("#facts > button"));
    }

    private (IRenderedComponent<CanvasBar> Bar, SessionState Session) Show(Role role = Role.Owner)
    {
        var session = Open(role);
        session.Images.Put(Samples.Image());
        var picture = new SelectedImageState(session);
        picture.Choose(new("1"));
        return (Render<CanvasBar>(it => it
            .Add(bar => bar.Session, session).Add(bar => bar.Picture, picture).Add(bar => bar.Panel, CanvasPanel.Film)
            .Add(bar => bar.OnPanel, _ => { })), session);
    }
}
