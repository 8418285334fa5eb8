using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Sessions;

namespace NanoBanana.Web.Gallery;

/// <summary>
/// The pictures of all sessions, or of one. What is looked for stands in the address, so that it can be kept and gone back to.
/// </summary>
public sealed partial class GalleryPage(NavigationManager navigation)
{
    private readonly CancellationTokenSource _gone = new();
    private readonly Selection _selection = new();
    private ElementReference _grid;
    private Virtualize<GalleryRow>? _rows;
    private GalleryList? _list;
    private IReadOnlyList<Session> _sessions = [];
    private string? _failure;
    private GalleryRows? _layout;
    private float _rowHeight = 1;
    private GalleryFilter? _chosen;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "session")]
    public string? SessionId { get; set; }

    [SupplyParameterFromQuery(Name = "engine")]
    public string? Engine { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "starred")]
    public bool Starred { get; set; }

    [SupplyParameterFromQuery(Name = "deleted")]
    public bool Deleted { get; set; }

    /// <summary>Carries the first page from the first rendering to the circuit, so that it does not blink.</summary>
    [PersistentState]
    public Page<Image>? First { get; set; }

    private GalleryFilter Filter =>
        new(Blank(Query), Blank(SessionId) is { } id ? new(id) : null, Blank(Engine), Day(From), Day(To), Starred, Deleted);

    /// <summary>What was chosen last. The address has it a round trip later, and the next choice adds to it.</summary>
    private GalleryFilter Chosen => _chosen ?? Filter;

    /// <summary>The gallery of one session.</summary>
    public static string PathOf(SessionId sessionId) => $"gallery?session={sessionId}";

    protected override async Task OnInitializedAsync() => await Task.WhenAll(
        Notices.TryAsync(Engines.ReadAsync),
        Notices.TryAsync(async () => _sessions = (await Api.ListSessionsAsync(null, null, Limits.PageMax, _gone.Token)).Items));

    protected override Task OnParametersSetAsync()
    {
        _chosen = _chosen == Filter ? null : _chosen;
        return _list?.Filter == Filter ? Task.CompletedTask : LoadAsync();
    }

    private async Task LoadAsync()
    {
        var list = new GalleryList(
            Api, Filter, Filter.From is { } from ? Time.StartOf(from) : null,
            Filter.To is { } to && to < DateOnly.MaxValue ? Time.StartOf(to.AddDays(1)) : null);
        try
        {
            if (_list is null && First is { } first)
            {
                list.Show(first);
                First = null;
            }
            else
            {
                var page = await list.LoadAsync(_gone.Token);
                First = RendererInfo.IsInteractive ? null : page;
            }
            if (list.Filter == Filter)
            {
                (_list, _failure) = (list, null);
                _selection.Clear();
                await RefreshAsync();
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _failure = Notices.Say(e);
        }
    }

    private void Narrow(GalleryFilter filter)
    {
        _chosen = filter;
        navigation.NavigateTo(
            navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
            {
                ["q"] = filter.Query,
                ["session"] = filter.SessionId?.Value,
                ["engine"] = filter.Engine,
                ["from"] = filter.From?.ToString("O", CultureInfo.InvariantCulture),
                ["to"] = filter.To?.ToString("O", CultureInfo.InvariantCulture),
                ["starred"] = filter.Starred ? true : null,
                ["deleted"] = filter.Deleted ? true : null,
            }), replace: true);
    }

    private async ValueTask<ItemsProviderResult<GalleryRow>> ProvideAsync(ItemsProviderRequest request)
    {
        if (_list is not { } list || _layout is not { } layout)
        {
            return new([], 0);
        }
        var end = request.StartIndex + request.Count;
        var rows = Fill(list, layout);
        while (list.HasMore && rows.Count <= end)
        {
            await Retries.LoadAsync(() => Notices.TryAsync(() => list.LoadMoreAsync(_gone.Token)), request.CancellationToken);
            rows = Fill(list, layout);
        }
        // The last one may still grow.
        var total = rows.Count + (list.HasMore ? 1 : 0);
        return new(rows.Skip(request.StartIndex).Take(request.Count), total);
    }

    /// <summary>Versions stand behind the newest, but each for itself where one is looked for.</summary>
    private IReadOnlyList<GalleryRow> Fill(GalleryList list, GalleryRows layout) =>
        layout.Fill(list.Items, list.Filter.IsEmpty, image => Time.Date(image.CreatedAt));

    private void Mark((ImageId Id, bool Range) mark)
    {
        _selection.Toggle(_list?.Items ?? [], mark.Id, mark.Range);
        StateHasChanged();
    }

    private async Task RenewAsync(ImageId id)
    {
        if (_list is { } list && await Notices.TryAsync(() => list.RenewAsync(id, _gone.Token)))
        {
            await RefreshAsync();
        }
    }

    private async Task RefreshAsync()
    {
        if (_rows is { } rows)
        {
            await rows.RefreshDataAsync();
        }
        StateHasChanged();
    }

    /// <summary>Called by the script: lines are this wide now, pictures in them this high.</summary>
    /// <param name="rowHeight">Of a line with its heading and the space below.</param>
    [JSInvokable]
    public async Task ArrangeAsync(double width, double height, double gap, float rowHeight)
    {
        (_layout, _rowHeight) = (new(width, height, gap), rowHeight);
        await RefreshAsync();
    }

    /// <summary>Called by the script when everything is to be marked.</summary>
    [JSInvokable]
    public void MarkAll()
    {
        _selection.Take(_list?.Items ?? []);
        StateHasChanged();
    }

    /// <summary>Called by the script when nothing is to be marked.</summary>
    [JSInvokable]
    public void MarkNone()
    {
        _selection.Clear();
        StateHasChanged();
    }

    protected override async Task AfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await AttachAsync("js/gallery.js", _grid, Known(this));
        }
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public async ValueTask DisposeAsync()
    {
        IsGone = true;
        await _gone.CancelAsync();
        await DetachAsync();
        _gone.Dispose();
    }
}
