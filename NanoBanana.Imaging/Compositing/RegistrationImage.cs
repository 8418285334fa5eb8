namespace NanoBanana.Imaging.Compositing;

/// <summary>A picture small enough to be looked at many times: each of its pixels is the mean of a square of the picture's.</summary>
internal sealed class RegistrationImage(int width, int height, int factor)
{
    public const int LongestEdge = 1024;

    public int Width => width;

    public int Height => height;

    /// <summary>Pixels of the picture for one of this.</summary>
    public int Factor => factor;

    /// <summary>Red, green and blue planes, 0–255.</summary>
    public float[][] Rgb { get; init; } = [];

    public float[] Luma { get; private init; } = new float[width * height];

    /// <summary>Whether a pixel may be compared: it is opaque and wholly outside the mask.</summary>
    public bool[] Counts { get; private init; } = new bool[width * height];

    public static int FactorFor(int width, int height) => Math.Max(1, (Math.Max(width, height) + LongestEdge - 1) / LongestEdge);

    public static RegistrationImage Of(Raster picture, int factor, ChangeMask? mask, CancellationToken cancellationToken)
    {
        var (width, height) = ((picture.Width + factor - 1) / factor, (picture.Height + factor - 1) / factor);
        var image = new RegistrationImage(width, height, factor)
        {
            Rgb = [new float[width * height], new float[width * height], new float[width * height]],
        };
        image.Counts.AsSpan().Fill(true);
        var values = new float[picture.Width];
        for (var y = 0; y < picture.Height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = y / factor * width;
            image.AddColours(picture, y, at, values);
            image.StrikeOut(picture, mask, y, at, values);
        }

        return image.Mean(picture);
    }

    /// <summary>Half as large; the colours stay behind.</summary>
    public RegistrationImage Half()
    {
        var half = new RegistrationImage((width + 1) / 2, (height + 1) / 2, factor * 2);
        for (var y = 0; y < half.Height; y++)
        {
            for (var x = 0; x < half.Width; x++)
            {
                var (right, below) = (Math.Min((2 * x) + 1, width - 1), Math.Min((2 * y) + 1, height - 1));
                var (first, second) = (2 * y * width, below * width);
                half.Luma[(y * half.Width) + x] =
                    (Luma[first + (2 * x)] + Luma[first + right] + Luma[second + (2 * x)] + Luma[second + right]) / 4;
                half.Counts[(y * half.Width) + x] =
                    Counts[first + (2 * x)] && Counts[first + right] && Counts[second + (2 * x)] && Counts[second + right];
            }
        }

        return half;
    }

    /// <summary>An answer's registration image as it lies over this one, without colours.</summary>
    public RegistrationImage Overlay(RegistrationImage answer, Placement placement)
    {
        var overlay = new RegistrationImage(width, height, factor);
        var (across, down) = (placement.X.Between(factor, answer.Factor), placement.Y.Between(factor, answer.Factor));
        for (var y = 0; y < height; y++)
        {
            var v = down[y + 0.5];
            for (var x = 0; x < width; x++)
            {
                var u = across[x + 0.5];
                if (answer.Shows(u, v))
                {
                    overlay.Luma[(y * width) + x] = Interpolate(answer.Luma, answer, u, v);
                    overlay.Counts[(y * width) + x] = true;
                }
            }
        }

        return overlay;
    }

    /// <summary>The same, but only some blocks count, as they were found in an image <paramref name="finer"/> times smaller.</summary>
    public RegistrationImage Only(HashSet<(int Left, int Top)> blocks, int edge, int finer)
    {
        var only = new RegistrationImage(width, height, factor) { Luma = Luma };
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                only.Counts[(y * width) + x] = Counts[(y * width) + x]
                    && blocks.Contains((x / finer / edge * edge, y / finer / edge * edge));
            }
        }

        return only;
    }

    public bool Shows(double u, double v) => u >= 0 && v >= 0 && u <= width && v <= height;

    /// <summary>The value of a plane of <paramref name="of"/> at a place, between the four nearest pixels.</summary>
    public static float Interpolate(float[] plane, RegistrationImage of, double u, double v)
    {
        var (x, y) = (Math.Clamp(u - 0.5, 0, of.Width - 1), Math.Clamp(v - 0.5, 0, of.Height - 1));
        var (left, top) = (Math.Min((int)x, Math.Max(0, of.Width - 2)), Math.Min((int)y, Math.Max(0, of.Height - 2)));
        var (right, below) = ((float)(x - left), (float)(y - top));
        var at = (top * of.Width) + left;
        var next = of.Width > 1 ? 1 : 0;
        var down = of.Height > 1 ? of.Width : 0;
        var upper = plane[at] + (right * (plane[at + next] - plane[at]));
        var lower = plane[at + down] + (right * (plane[at + down + next] - plane[at + down]));
        return upper + (below * (lower - upper));
    }

    private void AddColours(Raster picture, int y, int at, float[] values)
    {
        for (var colour = 0; colour < 3; colour++)
        {
            if (colour == 0 || !picture.IsGrey)
            {
                picture.ReadBand(y, colour, values);
            }

            var plane = Rgb[colour].AsSpan(at, width);
            for (int cell = 0, x = 0; cell < width; cell++)
            {
                var sum = 0f;
                for (var end = Math.Min(x + factor, values.Length); x < end; x++)
                {
                    sum += values[x];
                }

                plane[cell] += sum;
            }
        }
    }

    private void StrikeOut(Raster picture, ChangeMask? mask, int y, int at, float[] values)
    {
        var counts = Counts.AsSpan(at, width);
        if (mask is not null && mask.Row(y) is var row && row.ContainsAnyExcept((byte)0))
        {
            for (var x = 0; x < row.Length; x++)
            {
                if (row[x] != 0)
                {
                    counts[x / factor] = false;
                }
            }
        }

        if (picture.HasAlpha)
        {
            picture.ReadBand(y, picture.Bands - 1, values);
            for (var x = 0; x < values.Length; x++)
            {
                counts[x / factor] &= values[x] > 250;
            }
        }
    }

    private RegistrationImage Mean(Raster picture)
    {
        for (var y = 0; y < height; y++)
        {
            var rows = Math.Min(factor, picture.Height - (y * factor));
            for (var x = 0; x < width; x++)
            {
                var share = 1f / (rows * Math.Min(factor, picture.Width - (x * factor)));
                var at = (y * width) + x;
                Rgb[0][at] *= share;
                Rgb[1][at] *= share;
                Rgb[2][at] *= share;
                Luma[at] = (0.299f * Rgb[0][at]) + (0.587f * Rgb[1][at]) + (0.114f * Rgb[2][at]);
            }
        }

        return this;
    }
}
