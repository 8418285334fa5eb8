namespace NanoBanana.Imaging.Headers;

/// <summary>A picture of AVIF that is put together from tiles.</summary>
internal static class AvifGrid
{
    private const int Wide = 1;

    /// <param name="tiles">Row by row.</param>
    /// <exception cref="BadHeaderException">The tiles do not make the picture that is announced.</exception>
    public static void Check(HeaderCursor cursor, AvifItem grid, IReadOnlyList<AvifItem> tiles, int width, int height)
    {
        var (rows, columns, size) = Read(cursor, grid);
        if (size != (width, height) || tiles.Count != rows * columns || !tiles.All(tile => tile.IsCoded))
        {
            throw new BadHeaderException("contradicts itself about its size");
        }

        var (across, down) = AvifHeader.SizeOf(cursor, tiles[0]);
        var isWhole = Covers((long)across * columns, across, width) && Covers((long)down * rows, down, height);
        if (!isWhole || tiles.Any(tile => AvifHeader.SizeOf(cursor, tile) != (across, down)))
        {
            throw new BadHeaderException("contradicts itself about its size");
        }
    }

    /// <summary>All tiles together, the last of which may reach beyond the picture.</summary>
    private static bool Covers(long all, int one, int side) => all >= side && all - one < side;

    private static (int Rows, int Columns, (long Width, long Height) Size) Read(HeaderCursor cursor, AvifItem grid)
    {
        if (grid.Extents.Count != 1 || grid.Extents[0].Length < 8)
        {
            throw new BadHeaderException("has a part that makes no sense");
        }

        cursor.Position = grid.Extents[0].Start;
        var isKnown = cursor.ReadNumber(1) == 0;
        var bytes = (cursor.ReadNumber(1) & Wide) != 0 ? sizeof(uint) : sizeof(ushort);
        var (rows, columns) = ((int)cursor.ReadNumber(1) + 1, (int)cursor.ReadNumber(1) + 1);
        return isKnown
            ? (rows, columns, (cursor.ReadNumber(bytes), cursor.ReadNumber(bytes)))
            : throw new BadHeaderException("has a part that makes no sense");
    }
}
