using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Editing.Filling;

/// <summary>What a mask marks: where, how much, and how thick.</summary>
/// <param name="Box">Holds all of it.</param>
/// <param name="Pixels">That are marked.</param>
/// <param name="Thickness">Of the thickest part, by the longest way that is needed to leave it.</param>
internal sealed record MaskArea(Box Box, int Pixels, double Thickness, int Width, int Height)
{
    private const byte Half = 128;

    public double Share => (double)Pixels / Width / Height;

    public static bool Marks(Raster mask, int x, int y) => mask.Row(y)[x] >= Half;

    /// <param name="mask">One band of one byte.</param>
    public static MaskArea Of(Raster mask)
    {
        var (left, top, right, bottom, count) = (mask.Width, mask.Height, -1, -1, 0);
        var (above, here) = (new int[mask.Width], new int[mask.Width]);
        var thickest = 0;
        for (var y = 0; y < mask.Height; y++)
        {
            var row = mask.Row(y);
            for (var x = 0; x < mask.Width; x++)
            {
                if (row[x] < Half)
                {
                    here[x] = 0;
                    continue;
                }

                (left, top, right, bottom, count) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), y, count + 1);
                // The largest square that ends here: the thickness in both directions at once.
                here[x] = x == 0 ? 1 : Math.Min(Math.Min(above[x], above[x - 1]), here[x - 1]) + 1;
                thickest = Math.Max(thickest, here[x]);
            }

            (above, here) = (here, above);
        }

        return new(count == 0 ? default : new(left, top, right - left + 1, bottom - top + 1), count, thickest, mask.Width, mask.Height);
    }

    /// <summary>Its box with room on all sides.</summary>
    public Box Around(int by)
    {
        var (left, top) = (Math.Max(0, Box.X - by), Math.Max(0, Box.Y - by));
        return new(left, top, Math.Min(Width, Box.X + Box.Width + by) - left, Math.Min(Height, Box.Y + Box.Height + by) - top);
    }
}
