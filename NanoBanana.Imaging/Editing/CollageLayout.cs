namespace NanoBanana.Imaging.Editing;

/// <summary>Where each picture of a collage lies; all keep their ratio, and nothing is cut off.</summary>
/// <param name="Boxes">In the order of the pictures.</param>
internal sealed record CollageLayout(int Width, int Height, IReadOnlyList<Box> Boxes)
{
    // Of one line; pictures that are larger are scaled down.
    private const int MostPixels = 24_000_000;

    /// <param name="pictures">At least one.</param>
    public static CollageLayout Of(Collage step, IReadOnlyList<PixelSize> pictures)
    {
        var gap = Math.Max(0, step.Gap);
        var perRow = step.Kind switch
        {
            CollageKind.Row => pictures.Count,
            CollageKind.Column => 1,
            _ => (int)Math.Ceiling(Math.Sqrt(pictures.Count)),
        };
        var rows = pictures.Chunk(perRow).ToArray();
        var width = WidthOf(rows, perRow, gap);
        return Justify(rows, width, gap);
    }

    /// <summary>As wide as the row that is narrowest at the height of its smallest picture, unless that is too large.</summary>
    private static int WidthOf(PixelSize[][] rows, int perRow, int gap)
    {
        var full = rows.Where(row => row.Length == perRow).ToArray();
        var natural = full.Min(row => row.Min(picture => picture.Height) * Ratios(row)) + (gap * (perRow + 1));
        var height = rows.Sum(row => (natural - (gap * (row.Length + 1))) / Ratios(row)) + (gap * (rows.Length + 1));
        var scale = Math.Min(1, Math.Sqrt(MostPixels / (natural * Math.Max(1, height))));
        return (int)Math.Max((gap * (perRow + 1)) + perRow, natural * scale);
    }

    /// <summary>Every row fills the width; a last one with fewer pictures is as high as the one above it and stands in the
    /// middle.</summary>
    private static CollageLayout Justify(PixelSize[][] rows, int width, int gap)
    {
        var boxes = new List<Box>();
        var (top, above) = (gap, int.MaxValue);
        foreach (var row in rows)
        {
            var height = Math.Min(above, Math.Max(1, (int)Math.Round((width - (gap * (row.Length + 1))) / Ratios(row))));
            var widths = row.Select(picture => Math.Max(1, (int)Math.Round(height * (double)picture.Width / picture.Height))).ToArray();
            var left = (width - widths.Sum() - (gap * (row.Length - 1))) / 2;
            foreach (var own in widths)
            {
                boxes.Add(new(Math.Max(0, left), top, own, height));
                left += own + gap;
            }

            (top, above) = (top + height + gap, height);
        }

        return new(Math.Max(width, boxes.Max(box => box.X + box.Width)), top, boxes);
    }

    private static double Ratios(PixelSize[] row) => row.Sum(picture => (double)picture.Width / picture.Height);
}
