namespace NanoBanana.Imaging.Headers;

/// <summary>The items of an AVIF by the box <c>meta</c>, and which of them is the picture.</summary>
internal sealed class AvifItems
{
    private const int Limit = 1000;

    private readonly Dictionary<long, AvifItem> _items = [];
    private readonly HeaderCursor _cursor;
    private FileRange _inMeta;
    private long _primary = -1;

    private AvifItems(HeaderCursor cursor) => _cursor = cursor;

    public IEnumerable<AvifItem> All => _items.Values;

    public AvifItem Primary => Find(_primary);

    /// <param name="meta">With its version and flags.</param>
    public static AvifItems Read(HeaderCursor cursor, IsoBox meta)
    {
        var items = new AvifItems(cursor);
        cursor.Position = meta.Content.Start + 4;
        var boxes = IsoBox.Within(cursor, meta.Content.End).Take(Limit).ToList();
        items.ReadOne(boxes, "pitm"u8, box => items._primary = cursor.ReadNumber(items.Version(box) == 0 ? 2 : 4));
        items.ReadOne(boxes, "iinf"u8, items.ReadInfos);
        items._inMeta = boxes.FirstOrDefault(box => box.Is("idat"u8)).Content;
        items.ReadOne(boxes, "iloc"u8, items.ReadPlaces);
        items.ReadOne(boxes, "iprp"u8, items.ReadProperties);
        if (boxes.Any(box => box.Is("iref"u8)))
        {
            items.ReadOne(boxes, "iref"u8, items.ReadReferences);
        }

        return items;
    }

    /// <exception cref="BadHeaderException">There is no such item.</exception>
    public AvifItem Find(long id) =>
        _items.TryGetValue(id, out var item) ? item : throw new BadHeaderException("holds no picture");

    private void ReadOne(List<IsoBox> boxes, ReadOnlySpan<byte> name, Action<IsoBox> read)
    {
        var type = IsoBox.Name(name);
        var found = boxes.Where(box => box.Type == type).ToList();
        if (found.Count != 1)
        {
            throw new BadHeaderException(found.Count == 0 ? "lacks a part of its header" : "contradicts itself");
        }

        _cursor.Position = found[0].Content.Start;
        read(found[0]);
    }

    /// <summary>Leaves the cursor behind version and flags.</summary>
    private int Version(IsoBox box)
    {
        _cursor.Position = box.Content.Start;
        return (int)(_cursor.ReadNumber(4) >> 24);
    }

    private void ReadInfos(IsoBox box)
    {
        _cursor.ReadNumber(Version(box) == 0 ? 2 : 4);
        foreach (var info in IsoBox.Within(_cursor, box.Content.End))
        {
            var version = Version(info);
            if (version is not (2 or 3) || !info.Is("infe"u8))
            {
                continue;
            }

            var id = _cursor.ReadNumber(version == 2 ? 2 : 4);
            _cursor.ReadNumber(2);
            if (!_items.TryAdd(id, new((uint)_cursor.ReadNumber(4))) || _items.Count > Limit)
            {
                throw new BadHeaderException("is made of items that make no sense");
            }
        }
    }

    private void ReadPlaces(IsoBox box)
    {
        var version = Version(box);
        var sizes = _cursor.ReadNumber(2);
        var (offset, length) = ((int)(sizes >> 12), (int)(sizes >> 8) & 15);
        var (start, index) = ((int)(sizes >> 4) & 15, version == 0 ? 0 : (int)sizes & 15);
        if (version > 2 || !(IsSize(offset) && IsSize(length) && IsSize(start) && IsSize(index)))
        {
            throw new BadHeaderException("is made of items that make no sense");
        }

        for (var left = _cursor.ReadNumber(version < 2 ? 2 : 4); left > 0; left--)
        {
            var id = _cursor.ReadNumber(version < 2 ? 2 : 4);
            var method = version == 0 ? 0 : _cursor.ReadNumber(2) & 15;
            var source = _cursor.ReadNumber(2);
            var place = _cursor.ReadNumber(start);
            var within = method switch
            {
                0 when source == 0 => new FileRange(0, _cursor.Length),
                1 => _inMeta,
                _ => throw new UnsupportedImageException("keeps its picture in a way that is not supported"),
            };
            for (var extents = _cursor.ReadNumber(2); extents > 0; extents--)
            {
                _cursor.ReadNumber(index);
                Add(id, within, place, _cursor.ReadNumber(offset), _cursor.ReadNumber(length));
            }
        }
    }

    private static bool IsSize(int bytes) => bytes is 0 or 4 or 8;

    private void Add(long id, FileRange within, long place, long offset, long length)
    {
        // Subtracted, because the sum of hostile numbers may not fit.
        if (place > within.Length || offset > within.Length - place || length > within.Length - place - offset)
        {
            throw new BadHeaderException("ends before its picture does");
        }

        if (_items.TryGetValue(id, out var item))
        {
            // Nothing stands for the rest.
            var rest = within.Length - place - offset;
            item.Extents.Add(new(within.Start + place + offset, length == 0 ? rest : length));
        }
    }

    private void ReadProperties(IsoBox box)
    {
        var boxes = IsoBox.Within(_cursor, box.Content.End).Take(Limit).ToList();
        List<IsoBox> properties = [];
        ReadOne(boxes, "ipco"u8, all => properties = [.. IsoBox.Within(_cursor, all.Content.End).Take(Limit)]);
        foreach (var links in boxes.Where(other => other.Is("ipma"u8)))
        {
            ReadLinks(links, properties);
        }
    }

    private void ReadLinks(IsoBox box, List<IsoBox> properties)
    {
        _cursor.Position = box.Content.Start;
        var (version, isWide) = ((int)_cursor.ReadNumber(1), (_cursor.ReadNumber(3) & 1) != 0);
        for (var left = _cursor.ReadNumber(4); left > 0; left--)
        {
            var id = _cursor.ReadNumber(version < 1 ? 2 : 4);
            for (var links = _cursor.ReadNumber(1); links > 0; links--)
            {
                // The highest bit says that a reader has to understand it.
                var property = (int)(isWide ? _cursor.ReadNumber(2) & 0x7FFF : _cursor.ReadNumber(1) & 0x7F);
                if (property > 0 && property <= properties.Count && _items.TryGetValue(id, out var item))
                {
                    item.Properties.Add(properties[property - 1]);
                }
            }
        }
    }

    private void ReadReferences(IsoBox box)
    {
        var bytes = Version(box) == 0 ? 2 : 4;
        foreach (var reference in IsoBox.Within(_cursor, box.Content.End))
        {
            var isPart = reference.Is("dimg"u8);
            var id = _cursor.ReadNumber(bytes);
            for (var left = _cursor.ReadNumber(2); left > 0; left--)
            {
                var to = _cursor.ReadNumber(bytes);
                if (isPart && _items.TryGetValue(id, out var item))
                {
                    item.Parts.Add(to);
                }
            }
        }
    }
}
