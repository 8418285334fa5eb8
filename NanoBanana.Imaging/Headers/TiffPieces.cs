namespace NanoBanana.Imaging.Headers;

/// <summary>The strips or tiles that the pixels of a TIFF's page are cut into.</summary>
internal static class TiffPieces
{
    private const int PieceLimit = 200_000;

    /// <summary>A decoder holds a whole one, even where the picture is small.</summary>
    private const int LongestTileSide = 4096;

    /// <exception cref="BadHeaderException">There are not as many as the picture needs, or one is not in the file.</exception>
    public static void Check(TiffDirectory page, long width, long height, long fileLength)
    {
        var isTiled = page.Has(TiffTag.TileWidth);
        if (isTiled && page.Has(TiffTag.StripOffsets))
        {
            throw new BadHeaderException("contradicts itself");
        }

        var needed = (isTiled ? Tiles(page, width, height) : Strips(page, height)) * Planes(page);
        var offsets = page.Numbers(isTiled ? TiffTag.TileOffsets : TiffTag.StripOffsets).Take(PieceLimit + 1).ToArray();
        var lengths = page.Numbers(isTiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts).Take(PieceLimit + 1).ToArray();
        if (offsets.Length > PieceLimit || offsets.Length < needed || lengths.Length != offsets.Length)
        {
            throw new BadHeaderException("is cut into pieces that make no sense");
        }

        for (var at = 0; at < offsets.Length; at++)
        {
            if (lengths[at] == 0 || offsets[at] + lengths[at] > fileLength)
            {
                throw new BadHeaderException("ends before its picture does");
            }
        }
    }

    /// <summary>The place behind the last one.</summary>
    public static long EndOf(TiffDirectory page)
    {
        var isTiled = page.Has(TiffTag.TileWidth);
        return page.Numbers(isTiled ? TiffTag.TileOffsets : TiffTag.StripOffsets).ToArray()
            .Zip(page.Numbers(isTiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts), (start, length) => start + length)
            .DefaultIfEmpty().Max();
    }

    private static long Planes(TiffDirectory page) =>
        page.Number(TiffTag.PlanarConfiguration, 1) == 2 ? page.Number(TiffTag.SamplesPerPixel, 1) : 1;

    private static long Strips(TiffDirectory page, long height)
    {
        var rows = page.Number(TiffTag.RowsPerStrip, uint.MaxValue);
        return rows > 0 ? Pieces(height, rows) : throw new BadHeaderException("is cut into pieces that make no sense");
    }

    private static long Tiles(TiffDirectory page, long width, long height)
    {
        var (across, down) = (page.Number(TiffTag.TileWidth), page.Number(TiffTag.TileHeight));
        return across is > 0 and <= LongestTileSide && down is > 0 and <= LongestTileSide && across % 16 == 0 && down % 16 == 0
            ? Pieces(width, across) * Pieces(height, down)
            : throw new BadHeaderException("is cut into pieces that make no sense");
    }

    private static long Pieces(long whole, long piece) => ((whole - 1) / piece) + 1;
}
