using NanoBanana.Contracts.Images;

namespace NanoBanana.Web.Gallery;

/// <summary>The pictures that are marked.</summary>
public sealed class Selection
{
    private readonly HashSet<ImageId> _ids = [];
    private ImageId? _anchor;

    public int Count => _ids.Count;

    public IReadOnlyCollection<ImageId> Ids => _ids;

    public bool Has(ImageId id) => _ids.Contains(id);

    /// <summary>Marks or unmarks one; with <paramref name="range"/> all from the one before do as it does.</summary>
    public void Toggle(IReadOnlyList<Image> all, ImageId id, bool range)
    {
        var mark = !_ids.Contains(id);
        var (here, there) = (IndexOf(all, id), range ? IndexOf(all, _anchor) : -1);
        if (there < 0)
        {
            Set(id, mark);
        }
        for (var i = Math.Min(here, there); there >= 0 && i <= Math.Max(here, there); i++)
        {
            Set(all[i].Id, mark);
        }
        _anchor = id;
    }

    public void Take(IEnumerable<Image> images) => _ids.UnionWith(images.Select(image => image.Id));

    /// <summary>Leaves out what is no longer there.</summary>
    public void Keep(IEnumerable<Image> images) => _ids.IntersectWith(images.Select(image => image.Id));

    public void Remove(ImageId id) => _ids.Remove(id);

    public void Clear() => _ids.Clear();

    private void Set(ImageId id, bool mark)
    {
        if (mark)
        {
            _ids.Add(id);
        }
        else
        {
            _ids.Remove(id);
        }
    }

    private static int IndexOf(IReadOnlyList<Image> all, ImageId? id)
    {
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Id == id)
            {
                return i;
            }
        }
        return -1;
    }
}
