using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Canvas;

namespace NanoBanana.Web.Gallery;

/// <summary>The pictures of a gallery, newest first: as many pages as were looked at.</summary>
/// <param name="api">Where they come from.</param>
/// <param name="filter">What is shown.</param>
/// <param name="after">When the filter's first day begins.</param>
/// <param name="before">When its last day ends.</param>
public sealed class GalleryList(NanoBananaClient api, GalleryFilter filter, DateTimeOffset? after, DateTimeOffset? before)
{
    private const int FirstPage = 48;

    private readonly List<Image> _items = [];
    private string? _cursor;
    private Task _loading = Task.CompletedTask;

    public GalleryFilter Filter => filter;

    public IReadOnlyList<Image> Items => _items;

    public bool HasMore => _cursor is not null;

    public async Task<Page<Image>> LoadAsync(CancellationToken cancellationToken)
    {
        var page = await ReadAsync(null, FirstPage, cancellationToken);
        Show(page);
        return page;
    }

    public void Show(Page<Image> page)
    {
        _items.AddRange(page.Items.Where(image => !MaskFile.IsMask(image)));
        _cursor = page.NextCursor;
    }

    /// <summary>The next page; who asks while it is on its way waits for the same one.</summary>
    public Task LoadMoreAsync(CancellationToken cancellationToken) =>
        _loading.IsCompleted ? _loading = ReadMoreAsync(cancellationToken) : _loading;

    /// <summary>Reads one again: it was still in the making, or its signed addresses have expired.</summary>
    public async Task RenewAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var image = await api.GetImageAsync(id, cancellationToken);
            var place = _items.FindIndex(other => other.Id == id);
            if (place >= 0)
            {
                _items[place] = image;
            }
        }
        catch (ApiException e) when (e.Status is HttpStatusCode.NotFound)
        {
            Remove(id);
        }
    }

    public void Remove(string id) => _items.RemoveAll(image => image.Id == id);

    private async Task ReadMoreAsync(CancellationToken cancellationToken)
    {
        if (_cursor is { } cursor)
        {
            Show(await ReadAsync(cursor, Limits.PageMax, cancellationToken));
        }
    }

    private Task<Page<Image>> ReadAsync(string? cursor, int limit, CancellationToken cancellationToken) => api.ListImagesAsync(
        filter.Query, filter.SessionId, filter.Engine, cursor, limit, after, before, cancellationToken);
}
