using NanoBanana.Imaging.Headers;

namespace NanoBanana.Imaging.Metadata;

/// <summary>
/// Keeps the pictures of an AVIF and what says how they look. Places in it are counted from its start, so everything else becomes zeros
/// where it stands, and what is behind the last picture goes.
/// </summary>
internal static class AvifStripper
{
    private static readonly HashSet<uint> Described = Names("hdlr", "pitm", "iinf", "iloc", "iref");

    private static readonly HashSet<uint> Looks =
        Names("ispe", "pixi", "colr", "av1C", "auxC", "irot", "imir", "pasp", "clli", "mdcv", "a1lx", "a1op", "lsel");

    public static void Write(byte[] file, MemoryStream bare)
    {
        try
        {
            var cursor = new HeaderCursor(new MemoryStream(file, writable: false));
            var kept = Kept(cursor);
            var bytes = new byte[kept.Max(range => range.End)];
            foreach (var range in kept)
            {
                file.AsSpan((int)range.Start, (int)range.Length).CopyTo(bytes.AsSpan((int)range.Start));
            }

            bare.Write(bytes);
        }
        catch (Exception damaged) when (damaged is BadHeaderException or UnsupportedImageException)
        {
            // Nothing of it is known to be the picture.
        }
    }

    private static List<FileRange> Kept(HeaderCursor cursor)
    {
        var meta = AvifHeader.MetaOf(cursor);
        var kept = AvifItems.Read(cursor, meta).All.Where(item => item.IsCoded || item.IsGrid).SelectMany(item => item.Extents).ToList();
        var end = kept.Select(range => range.End).Append(meta.Content.End).Max();
        foreach (var box in AvifHeader.TopBoxes(cursor).TakeWhile(box => box.Start < end).ToList())
        {
            // The box keeps its length, and so the file that of its last box.
            kept.Add(new(box.Content.End, 0));
            if (box.Is("ftyp"u8))
            {
                kept.Add(Whole(box));
            }
            else if (box.Start == meta.Start)
            {
                kept.Add(Head(box) with { Length = Head(box).Length + 4 });
                cursor.Position = box.Content.Start + 4;
                AddDescribed(cursor, box.Content.End, kept);
            }
            else
            {
                kept.Add(Head(box));
            }
        }

        return kept;
    }

    private static void AddDescribed(HeaderCursor cursor, long end, List<FileRange> kept)
    {
        foreach (var box in IsoBox.Within(cursor, end))
        {
            kept.Add(Described.Contains(box.Type) ? Whole(box) : Head(box));
            if (box.Is("iprp"u8))
            {
                AddLooks(cursor, box, kept);
            }
        }
    }

    private static void AddLooks(HeaderCursor cursor, IsoBox properties, List<FileRange> kept)
    {
        foreach (var box in IsoBox.Within(cursor, properties.Content.End).ToList())
        {
            kept.Add(box.Is("ipma"u8) ? Whole(box) : Head(box));
            if (box.Is("ipco"u8))
            {
                cursor.Position = box.Content.Start;
                kept.AddRange(IsoBox.Within(cursor, box.Content.End).Select(look => Looks.Contains(look.Type) ? Whole(look) : Head(look)));
            }
        }
    }

    private static FileRange Whole(IsoBox box) => new(box.Start, box.Content.End - box.Start);

    private static FileRange Head(IsoBox box) => new(box.Start, box.Content.Start - box.Start);

    private static HashSet<uint> Names(params string[] names) =>
        [.. names.Select(name => IsoBox.Name(System.Text.Encoding.ASCII.GetBytes(name)))];
}
