namespace NanoBanana.Core.Imaging.Editing.Regions;

/// <summary>
/// Takes out what a model scatters over smooth ground: specks that hang together with nothing solid, and pinholes in what is solid.
/// </summary>
internal static class MatteCleaner
{
    private const byte Traces = 12;
    private const byte Full = 243;
    private const int Reach = 2;
    // Of the mean around a pixel: more is solid.
    private const int Solid = 160;
    // Of the largest solid piece: less is no subject of its own.
    private const double LeastPiece = 0.02;
    private const int LargestPinhole = 64;

    /// <param name="matte">255 where the subject is; changed in place.</param>
    public static void Clean(byte[] matte, int width, int height)
    {
        var pieces = Pieces.Of(SolidParts(matte, width, height), width, height);
        var least = LeastPiece * pieces.Sizes.DefaultIfEmpty().Max();
        var parts = Pieces.Of([.. matte.Select(share => share > Traces)], width, height);
        var isKept = new bool[parts.Sizes.Count];
        for (var at = 0; at < matte.Length; at++)
        {
            if (pieces.Labels[at] is > 0 and var piece && pieces.Sizes[piece - 1] >= least && parts.Labels[at] is > 0 and var part)
            {
                isKept[part - 1] = true;
            }
        }

        var holes = Pieces.Of([.. matte.Select(share => share < Full)], width, height);
        for (var at = 0; at < matte.Length; at++)
        {
            if (parts.Labels[at] is > 0 and var part && !isKept[part - 1])
            {
                matte[at] = 0;
            }
            else if (holes.Labels[at] is > 0 and var hole && holes.Sizes[hole - 1] <= LargestPinhole)
            {
                matte[at] = 255;
            }
        }
    }

    /// <summary>Where the mean around a pixel is high.</summary>
    private static bool[] SolidParts(byte[] matte, int width, int height)
    {
        var sums = new int[(width + 1) * (height + 1)];
        for (var y = 0; y < height; y++)
        {
            var row = 0;
            for (var x = 0; x < width; x++)
            {
                row += matte[(y * width) + x];
                sums[((y + 1) * (width + 1)) + x + 1] = sums[(y * (width + 1)) + x + 1] + row;
            }
        }

        var solid = new bool[matte.Length];
        for (var y = 0; y < height; y++)
        {
            var (top, bottom) = (Math.Max(0, y - Reach) * (width + 1), Math.Min(height, y + Reach + 1) * (width + 1));
            for (var x = 0; x < width; x++)
            {
                var (left, right) = (Math.Max(0, x - Reach), Math.Min(width, x + Reach + 1));
                var sum = sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left];
                solid[(y * width) + x] = sum >= Solid * (right - left) * ((bottom - top) / (width + 1));
            }
        }

        return solid;
    }
}
