using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Images;

namespace NanoBanana.Web.State;

/// <summary>The comments on the picture that is open, oldest first.</summary>
public sealed class PinState(NanoBananaClient api)
{
    private readonly SortedList<string, Pin> _items = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gone = [];

    public IList<Pin> Items => _items.Values;

    /// <summary>The picture they are on.</summary>
    public ImageId? ImageId { get; private set; }

    /// <summary>The one that is read or answered.</summary>
    public string? SelectedId { get; set; }

    /// <summary>Where the next one goes; null while none is written.</summary>
    public PinPlace? Draft { get; set; }

    /// <summary>Reads those of another picture.</summary>
    public async Task ReadAsync(ImageId? imageId, CancellationToken cancellationToken)
    {
        if (imageId == ImageId)
        {
            return;
        }
        Forget();
        ImageId = imageId;
        try
        {
            string? cursor = null;
            do
            {
                var page = imageId is not { } image ? new([], null)
                    : await api.ListPinsAsync(image, cursor, Limits.PageMax, cancellationToken);
                // What its event brought or took away meanwhile is newer.
                foreach (var pin in page.Items.Where(pin => !_gone.Contains(pin.Id) && !_items.ContainsKey(pin.Id)))
                {
                    Put(pin);
                }
                cursor = page.NextCursor;
            }
            while (cursor is not null && imageId == ImageId);
        }
        catch when (imageId == ImageId)
        {
            ImageId = null;
            throw;
        }
    }

    /// <summary>They are read again when they are looked at.</summary>
    public void Forget()
    {
        _items.Clear();
        _gone.Clear();
        (ImageId, SelectedId, Draft) = (null, null, null);
    }

    public void Put(Pin pin)
    {
        if (pin.ImageId == ImageId)
        {
            _items[pin.Id] = pin;
        }
    }

    public void Remove(string id)
    {
        _items.Remove(id);
        _gone.Add(id);
        SelectedId = SelectedId == id ? null : SelectedId;
    }

    /// <summary>By which number people speak of it.</summary>
    public int NumberOf(Pin pin) => _items.IndexOfKey(pin.Id) + 1;
}
