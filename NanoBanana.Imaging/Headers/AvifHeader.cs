namespace NanoBanana.Imaging.Headers;

/// <summary>
/// Judges a still AVIF by its items: one picture or a grid of them, coded by AV1, whose coded frames are no larger than what is announced.
/// Animations, pictures in HDR and HEIC are refused.
/// </summary>
internal static class AvifHeader
{
    private const int BrandLimit = 64;
    private const int BoxLimit = 1000;

    /// <summary>PQ and HLG in the code points of ITU-T H.273.</summary>
    private const int Pq = 16;
    private const int Hlg = 18;

    /// <summary>Of the larger ones of AV1's blocks: a frame may be coded so much larger than it is shown.</summary>
    private const int Block = 128;

    public static bool IsAvif(HeaderCursor cursor)
    {
        cursor.Position = 0;
        Span<byte> head = stackalloc byte[12];
        head = head[..cursor.ReadUpTo(head)];
        if (head.Length < 12 || !head[4..].StartsWith("ftyp"u8))
        {
            return false;
        }

        if (head[8..].SequenceEqual("avif"u8) || head[8..].SequenceEqual("avis"u8))
        {
            return true;
        }

        cursor.Position = 0;
        try
        {
            var box = IsoBox.Next(cursor, cursor.Length);
            return BrandsOf(cursor, box).Any(brand => brand == IsoBox.Name("avif"u8));
        }
        catch (BadHeaderException)
        {
            return false;
        }
    }

    public static ImageHeader Read(HeaderCursor cursor)
    {
        cursor.Position = 0;
        var items = AvifItems.Read(cursor, MetaOf(cursor));
        var picture = items.Primary;
        var (width, height) = SizeOf(cursor, picture);
        CheckKind(cursor, picture);
        foreach (var coded in items.All.Where(item => item.IsCoded))
        {
            CheckCoded(cursor, coded, width, height);
        }

        if (picture.IsGrid)
        {
            AvifGrid.Check(cursor, picture, [.. picture.Parts.Select(items.Find)], width, height);
        }

        var turns = picture.Property("irot"u8) is { } turn ? NumberIn(cursor, turn, 0, 1) & 3 : 0;
        return turns % 2 == 0 ? new(ImageFormat.Avif, width, height, 1) : new(ImageFormat.Avif, height, width, 1);
    }

    /// <summary>The place behind the items and what describes them.</summary>
    public static long EndOf(HeaderCursor cursor)
    {
        cursor.Position = 0;
        var meta = MetaOf(cursor);
        return AvifItems.Read(cursor, meta).All.SelectMany(item => item.Extents).Select(extent => extent.End)
            .Append(meta.Content.End).Max();
    }

    /// <summary>Announced size, before it is turned.</summary>
    public static (int Width, int Height) SizeOf(HeaderCursor cursor, AvifItem item)
    {
        var size = item.Property("ispe"u8) ?? throw new BadHeaderException("lacks a part of its header");
        var (width, height) = (NumberIn(cursor, size, 4, 4), NumberIn(cursor, size, 8, 4));
        return width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue
            ? ((int)width, (int)height)
            : throw new BadHeaderException("has no width or no height");
    }

    /// <summary>Looks for it among the boxes of the file. What follows it may be anything.</summary>
    public static IsoBox MetaOf(HeaderCursor cursor)
    {
        IsoBox? meta = null;
        foreach (var box in TopBoxes(cursor))
        {
            if (box.Is("moov"u8))
            {
                throw new UnsupportedImageException("is an animation, which is not supported");
            }

            if (box.Is("meta"u8))
            {
                meta = meta is null ? box : throw new BadHeaderException("contradicts itself");
            }
        }

        return meta ?? throw new BadHeaderException("holds no picture");
    }

    /// <summary>The boxes of the file. Behind <c>meta</c> it may end with bytes that are none.</summary>
    public static IEnumerable<IsoBox> TopBoxes(HeaderCursor cursor)
    {
        var (at, hasMeta) = (0L, false);
        for (var boxes = 0; at < cursor.Length && boxes < BoxLimit; boxes++)
        {
            cursor.Position = at;
            IsoBox box;
            try
            {
                box = IsoBox.Next(cursor, cursor.Length);
            }
            catch (BadHeaderException) when (hasMeta)
            {
                yield break;
            }

            hasMeta |= box.Is("meta"u8);
            at = box.Content.End;
            yield return box;
        }
    }

    private static IEnumerable<uint> BrandsOf(HeaderCursor cursor, IsoBox box)
    {
        // Behind the major brand stands its version.
        var brands = Math.Min(box.Content.Length / sizeof(uint), BrandLimit);
        for (var at = 0; at < brands; at++)
        {
            cursor.Position = box.Content.Start + (at * sizeof(uint));
            var brand = (uint)cursor.ReadNumber(sizeof(uint));
            if (at != 1)
            {
                yield return brand;
            }
        }
    }

    private static void CheckKind(HeaderCursor cursor, AvifItem picture)
    {
        if (!picture.IsCoded && !picture.IsGrid)
        {
            throw new UnsupportedImageException("is coded in a way that is not supported");
        }

        if (picture.Property("clap"u8) is not null)
        {
            throw new UnsupportedImageException("is cropped in a way that is not supported");
        }

        foreach (var colours in picture.Properties.Where(property => property.Is("colr"u8)))
        {
            if (NumberIn(cursor, colours, 0, 4) == IsoBox.Name("nclx"u8) && NumberIn(cursor, colours, 6, 2) is Pq or Hlg)
            {
                throw new UnsupportedImageException("is in HDR, which is not supported");
            }
        }
    }

    private static void CheckCoded(HeaderCursor cursor, AvifItem item, int width, int height)
    {
        var (own, tall) = SizeOf(cursor, item);
        var configuration = item.Property("av1C"u8) ?? throw new BadHeaderException("lacks a part of its header");
        if (item.Extents.Count != 1 || own > Math.Max(width, Block) || tall > Math.Max(height, Block))
        {
            throw new BadHeaderException("contradicts itself about its size");
        }

        // Its first four bytes say in short what the sequence header says.
        var configured = new FileRange(configuration.Content.Start + 4, Math.Max(0, configuration.Content.Length - 4));
        var sizes = Av1SequenceHeader.SizesIn(cursor, item.Extents[0]);
        if (sizes.Count == 0)
        {
            throw new BadHeaderException("has a damaged picture");
        }

        foreach (var (codedWidth, codedHeight) in sizes.Concat(Av1SequenceHeader.SizesIn(cursor, configured)))
        {
            if (codedWidth > own + Block || codedHeight > tall + Block)
            {
                throw new BadHeaderException("contradicts itself about its size");
            }
        }
    }

    /// <summary>A number in a box, so many bytes behind the start of its content.</summary>
    private static long NumberIn(HeaderCursor cursor, IsoBox box, int offset, int bytes)
    {
        if (offset + bytes > box.Content.Length)
        {
            throw new BadHeaderException("has a part that makes no sense");
        }

        cursor.Position = box.Content.Start + offset;
        return cursor.ReadNumber(bytes);
    }
}
