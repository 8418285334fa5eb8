using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Canvas;

namespace NanoBanana.Web.Gallery;

/// <summary>
/// The pictures of a gallery, newest first: as many pages as were looked at. What comes later waits until it may be shown, so that
/// nothing moves below the eyes.
/// </summary>
/// <param name="api">Where they come from.</param>
/// <param name="filter">What is shown.</param>
/// <param name="after">When the filter's first day begins.</param>
/// <param name="before">When its last day ends.</param>
public sealed class GalleryList(NanoBananaClient api, GalleryFilter filter, DateTimeOffset? after, DateTimeOffset? before)
{
    private const int FirstPage = 48;

    private readonly List<Image> _items = [];
    private readonly List<Image> _waiting = [];
    private readonly HashSet<ImageId> _ids = [];
    private string? _cursor;
    private Task _loading = Task.CompletedTask;

    public GalleryFilter Filter => filter;

    public IReadOnlyList<Image> Items => _items;

    public bool HasMore => _cursor is not null;

    /// <summary>How many have come since.</summary>
    public int Waiting => _waiting.Count;

    public async Task<Page<Image>> LoadAsync(CancellationToken cancellationToken)
    {
        var page = await ReadAsync(null, FirstPage, cancellationToken);
        Show(page);
        return page;
    }

    public void Show(Page<Image> page)
    {
        _items.AddRange(page.Items.Where(image => !MaskFile.IsMask(image) && _ids.Add(image.Id)));
        _cursor = page.NextCursor;
    }

    /// <summary>The next page; who asks while it is on its way waits for the same one.</summary>
    public Task LoadMoreAsync(CancellationToken cancellationToken) =>
        _loading.IsCompleted ? _loading = ReadMoreAsync(cancellationToken) : _loading;

    /// <summary>Reads again what is shown of a session that changed: what is gone leaves at once, what is new waits.</summary>
    /// <param name="sessionId">Null for all of them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task CatchUpAsync(SessionId? sessionId, CancellationToken cancellationToken)
    {
        if (sessionId is not null && filter.SessionId is { } only && only != sessionId)
        {
            return;
        }
        var (there, reach) = await ReadDownAsync(sessionId ?? filter.SessionId, cancellationToken);
        foreach (var list in (List<Image>[])[_items, _waiting])
        {
            list.RemoveAll(image => (sessionId is null || image.SessionId == sessionId)
                && string.CompareOrdinal(image.Id, reach) >= 0 && !there.ContainsKey(image.Id) && _ids.Remove(image.Id));
            for (var i = 0; i < list.Count; i++)
            {
                list[i] = there.GetValueOrDefault(list[i].Id) is { } image && image.Status != list[i].Status ? image : list[i];
            }
        }
        var end = HasMore && _items.Count > 0 ? _items[^1].Id : "";
        _waiting.AddRange(there.Values.Where(image =>
            !MaskFile.IsMask(image) && string.CompareOrdinal(image.Id, end) > 0 && _ids.Add(image.Id)));
    }

    /// <summary>Shows what has come since.</summary>
    public void Arrive()
    {
        _items.AddRange(_waiting);
        _items.Sort((a, b) => b.Id.CompareTo(a.Id));
        _waiting.Clear();
    }

    /// <summary>Reads one again: it was still in the making, or its signed URLs have expired.</summary>
    public async Task RenewAsync(ImageId id, CancellationToken cancellationToken)
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

    public void Remove(ImageId id)
    {
        _items.RemoveAll(image => image.Id == id);
        _ids.Remove(id);
    }

    /// <returns>What is there of a session, down to an id: as far as the list has been read.</returns>
    private async Task<(Dictionary<ImageId, Image> There, string Reach)> ReadDownAsync(
        SessionId? sessionId, CancellationToken cancellationToken)
    {
        var there = new Dictionary<ImageId, Image>();
        var end = HasMore && _items.Count > 0 ? _items[^1].Id : "";
        string? cursor = null;
        try
        {
            do
            {
                var page = await api.ListImagesAsync(filter.Query, sessionId, filter.Engine, cursor, Limits.PageMax, after, before,
                    Starred, deleted: filter.Deleted, cancellationToken: cancellationToken);
                foreach (var image in page.Items)
                {
                    there[image.Id] = image;
                }
                cursor = page.NextCursor;
                if (cursor is not null && string.CompareOrdinal(page.Items[^1].Id, end) <= 0)
                {
                    return (there, page.Items[^1].Id);
                }
            }
            while (cursor is not null);
        }
        catch (ApiException e) when (e.Status is HttpStatusCode.NotFound)
        {
            // The session is gone, or is not shared with the reader any more: nothing of it is there.
            there.Clear();
        }
        return (there, "");
    }

    private async Task ReadMoreAsync(CancellationToken cancellationToken)
    {
        if (_cursor is { } cursor)
        {
            Show(await ReadAsync(cursor, Limits.PageMax, cancellationToken));
        }
    }

    private bool? Starred => filter.Starred ? true : null;

    private Task<Page<Image>> ReadAsync(string? cursor, int limit, CancellationToken cancellationToken) => api.ListImagesAsync(
        filter.Query, filter.SessionId, filter.Engine, cursor, limit, after, before, Starred, deleted: filter.Deleted,
        cancellationToken: cancellationToken);
}
