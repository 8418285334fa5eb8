using System.Net;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using NanoBanana.Contracts.Client;
using NanoBanana.Web.Gallery;

namespace NanoBanana.Tests.Components;

/// <summary>What is searched for, and what is done with marked pictures.</summary>
[Trait("Kind", "Unit")]
public sealed class GalleryBarTests : ComponentTests
{
    private readonly Selection _selection = new();
    private readonly List<GalleryFilter> _filters = [];

    [Fact]
    public async Task What_is_typed_is_searched_for_once_nobody_types()
    {
        var filters = ShowFilters(GalleryFilter.None);
        var first = await BeginAsync(filters, () => filters.Find("input[type=search]").InputAsync("har"));
        Time.Advance(TimeSpan.FromMilliseconds(200));
        var second = await BeginAsync(filters, () => filters.Find("input[type=search]").InputAsync(" harbour "));
        Time.Advance(TimeSpan.FromMilliseconds(200));
        await first;
        Assert.Empty(_filters);
        Time.Advance(TimeSpan.FromMilliseconds(100));
        await second;
        Assert.Equal("harbour", Assert.Single(_filters).Query);
    }

    [Fact]
    public async Task Session_and_days_narrow_the_search()
    {
        var filters = ShowFilters(GalleryFilter.None);
        await filters.Find("select[aria-label=Session]").ChangeAsync(Samples.SessionId.Value);
        await filters.FindAll("input[type=date]")[0].ChangeAsync("2026-03-04");
        await filters.Find("select[aria-label=Session]").ChangeAsync("");
        Assert.Equal(
            [GalleryFilter.None with { SessionId = Samples.SessionId },
                GalleryFilter.None with { From = new(2026, 3, 4) }, GalleryFilter.None],
            _filters);
    }

    [Fact]
    public async Task The_second_press_deletes_and_the_notice_offers_to_undo()
    {
        Api.Answer("DELETE /api/images/1", HttpStatusCode.NoContent).Answer("DELETE /api/images/2", HttpStatusCode.NotFound);
        var bar = ShowBar("1", "2");
        await bar.Find("button.danger").ClickAsync(new MouseEventArgs { Detail = 2 });
        await bar.Find("button.danger").ClickAsync(new MouseEventArgs { Detail = 1 });
        Assert.Empty(Api.Asked);
        await bar.Find("button.danger").ClickAsync(new MouseEventArgs { Detail = 1 });
        Assert.Equal(["DELETE /api/images/1", "DELETE /api/images/2"], Api.Asked);
        Assert.Equal(("2 pictures deleted.", "Undo"), (Notices.Current!.Text, Notices.Current.ActionText));
    }

    [Fact]
    public async Task What_could_not_be_deleted_stays_marked()
    {
        Api.Answer("DELETE /api/images/1", HttpStatusCode.NoContent).Answer("DELETE /api/images/2", HttpStatusCode.Forbidden);
        var bar = ShowBar("1", "2");
        await bar.Find("button.danger").ClickAsync();
        await bar.Find("button.danger").ClickAsync();
        Assert.Equal([new("2")], _selection.Ids);
    }

    [Fact]
    public async Task Escape_takes_the_question_back_before_it_takes_the_marks()
    {
        var bar = ShowBar("1");
        await bar.Find("button.danger").ClickAsync();
        await bar.Find(".selection").KeyDownAsync("Escape");
        Assert.Equal(1, _selection.Count);
        await bar.Find(".selection").KeyDownAsync("Escape");
        Assert.Equal(0, _selection.Count);
    }

    private IRenderedComponent<GalleryFilters> ShowFilters(GalleryFilter filter) => Render<GalleryFilters>(it => it
        .Add(filters => filters.Filter, filter).Add(filters => filters.Sessions, [Samples.Session()]).Add(
            filters => filters.OnChange, _filters.Add));

    private IRenderedComponent<SelectionBar> ShowBar(params string[] marked)
    {
        _selection.Take(marked.Select(id => Samples.Image(id)));
        var list = new GalleryList(Services.GetRequiredService<NanoBananaClient>(), GalleryFilter.None, null, null);
        return Render<SelectionBar>(bar => bar
            .Add(it => it.List, list).Add(it => it.Selection, _selection).Add(it => it.OnChange, () => { }).Add(
                it => it.OnRestore, () => { }));
    }
}
