using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Sessions;

namespace NanoBanana.Web.Gallery;

/// <summary>The pictures of all sessions, or of one. What is looked for stands in the address, so that it can be kept and gone back to.</summary>
public sealed partial class GalleryPage(NavigationManager navigation)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _gone = new();
    private readonly Selection _selection = new();
    private ElementReference _grid;
    private Virtualize<GalleryRow>? _rows;
    private GalleryList? _list;
    private IReadOnlyList<Session> _sessions = [];
    private string? _failure;
    private int _columns;
    private float _rowHeight = 1;

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

    private GalleryFilter Filter => new(Blank(Query), Blank(SessionId), Blank(Engine), Day(From), Day(To), Starred, Deleted);

    /// <summary>The gallery of one session.</summary>
    public static string PathOf(string sessionId) => $"gallery?session={sessionId}";

    protected override async Task OnInitializedAsync() => await Task.WhenAll(
        Notices.TryAsync(Engines.ReadAsync),
        Notices.TryAsync(async () => _sessions = (await Api.ListSessionsAsync(null, null, Limits.PageMax, _gone.Token)).Items));

    protected override Task OnParametersSetAsync() => _list?.Filter == Filter ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        var list = new GalleryList(
            Api, Filter, Filter.From is { } from ? Time.StartOf(from) : null, Filter.To is { } to && to < DateOnly.MaxValue ? Time.StartOf(to.AddDays(1)) : null);
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

    private void Narrow(GalleryFilter filter) => navigation.NavigateTo(
        navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            ["q"] = filter.Query,
            ["session"] = filter.SessionId,
            ["engine"] = filter.Engine,
            ["from"] = filter.From?.ToString("O", CultureInfo.InvariantCulture),
            ["to"] = filter.To?.ToString("O", CultureInfo.InvariantCulture),
            ["starred"] = filter.Starred ? true : null,
            ["deleted"] = filter.Deleted ? true : null,
        }), replace: true);

    private async ValueTask<ItemsProviderResult<GalleryRow>> ProvideAsync(ItemsProviderRequest request)
    {
        if (_list is not { } list)
        {
            return new([], 0);
        }
        var end = (request.StartIndex + request.Count) * _columns;
        while (list.HasMore && list.Items.Count < end)
        {
            if (!await Notices.TryAsync(() => list.LoadMoreAsync(_gone.Token)))
            {
                await Task.Delay(RetryPause, request.CancellationToken);
            }
        }
        var total = (list.Items.Count + _columns - 1) / _columns;
        var rows = Enumerable.Range(request.StartIndex, Math.Max(0, Math.Min(request.Count, total - request.StartIndex)))
            .Select(row => new GalleryRow(row * _columns, [.. list.Items.Skip(row * _columns).Take(_columns)]));
        return new(rows, total + (list.HasMore ? 1 : 0));
    }

    private void Mark((string Id, bool Range) mark)
    {
        _selection.Toggle(_list?.Items ?? [], mark.Id, mark.Range);
        StateHasChanged();
    }

    private async Task RenewAsync(string id)
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

    /// <summary>Called by the script: so many stand side by side now, in rows of this height.</summary>
    [JSInvokable]
    public async Task ArrangeAsync(int columns, float rowHeight)
    {
        (_columns, _rowHeight) = (columns, rowHeight);
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
