using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Canvas;

namespace NanoBanana.Web.State;

/// <summary>The images of a session, newest first, as far as they were looked at; and those that messages show.</summary>
public sealed class ImageSet(NanoBananaClient api, SessionId sessionId)
{
    private const int PageSize = 50;

    private readonly SortedList<ImageId, Image> _items = new(Comparer<ImageId>.Create((a, b) => b.CompareTo(a)));
    private readonly Dictionary<ImageId, Image> _others = [];
    private readonly HashSet<ImageId> _gone = [];
    private string? _older;

    public IList<Image> Items => _items.Values;

    /// <summary>The same without the masks.</summary>
    public IEnumerable<Image> Pictures => _items.Values.Where(image => !MaskFile.IsMask(image));

    /// <summary>Counts what may have changed a lineage: a version came, got further, or went.</summary>
    public int Lineages { get; private set; }

    public bool HasOlder => _older is not null;

    public void Show(Page<Image> page)
    {
        _items.Clear();
        Add(page);
    }

    public async Task LoadOlderAsync(CancellationToken cancellationToken)
    {
        if (_older is { } cursor)
        {
            var page = await api.ListSessionImagesAsync(sessionId, cursor, PageSize, cancellationToken);
            Add(page with { Items = [.. page.Items.Where(image => !IsGone(image.Id) && IsNews(image))] });
        }
    }

    /// <summary>One that is known already.</summary>
    public Image? Find(ImageId? id) => id is { } known ? _items.GetValueOrDefault(known) ?? _others.GetValueOrDefault(known) : null;

    /// <summary>Whether it is in the list, and with it all that are newer.</summary>
    public bool IsListed(ImageId id) => _items.ContainsKey(id);

    /// <summary>Whether it was deleted, as far as is known.</summary>
    public bool IsGone(ImageId id) => _gone.Contains(id);

    public bool HasGone => _gone.Count > 0;

    /// <summary>Reads one image: an old one that a message shows, or one whose signed URLs have expired.</summary>
    public async Task ReadAsync(ImageId id, CancellationToken cancellationToken)
    {
        var wasGone = IsGone(id);
        try
        {
            var image = await api.GetImageAsync(id, cancellationToken);
            if (IsNews(image) && IsGone(id) == wasGone)
            {
                (_items.ContainsKey(id) ? (IDictionary<ImageId, Image>)_items : _others)[id] = image;
            }
        }
        catch (ApiException e) when (e.Status is System.Net.HttpStatusCode.NotFound)
        {
            Remove(id);
        }
    }

    public void Put(Image image)
    {
        if (IsNews(image))
        {
            Lineages += image.ParentId is not null && Find(image.Id)?.Status != image.Status ? 1 : 0;
            _items[image.Id] = image;
            _gone.Remove(image.Id);
        }
    }

    /// <summary>One of the session that was read elsewhere.</summary>
    public void Know(Image image)
    {
        if (!_items.ContainsKey(image.Id))
        {
            _others[image.Id] = image;
        }
    }

    public void Remove(ImageId id)
    {
        Lineages++;
        _gone.Add(id);
        _items.Remove(id);
        _others.Remove(id);
    }

    /// <summary>An answer may be older than the event that came before it: what is ready is not processed again.</summary>
    private bool IsNews(Image image) =>
        Find(image.Id) is null or { Status: ImageStatus.Processing } || image.Status is not ImageStatus.Processing;

    private void Add(Page<Image> page)
    {
        foreach (var image in page.Items)
        {
            _items[image.Id] = image;
        }
        _older = page.NextCursor;
    }
}
