namespace NanoBanana.Tests.Imaging.Compositing;

/// <summary>
/// An engine that does what real ones do: it paints what was asked, and besides moves, zooms, resizes, recolours, softens and roughens the
/// whole picture.
/// </summary>
internal sealed record DriftingEngine
{
    public (double X, double Y) Shift { get; init; }

    public double Zoom { get; init; } = 1;

    public (int Width, int Height)? Size { get; init; }

    public (double Gain, double Offset)[] Colours { get; init; } = [(1, 0), (1, 0), (1, 0)];

    public int Noise { get; init; }

    public bool Blurs { get; init; }

    /// <summary>A box of one colour.</summary>
    public (int Left, int Top, int Right, int Bottom)? Box { get; init; }

    public byte[] Colour { get; init; } = [230, 20, 200];

    public TestPixels Answer(TestPixels source)
    {
        var random = new Random(5);
        var painted = Paint(source);
        var (width, height) = Size ?? (source.Width, source.Height);
        var answer = new TestPixels(new byte[width * height * source.Bands], width, height, source.Bands);
        var (scaleX, scaleY) = ((double)source.Width / width, (double)source.Height / height);
        var steps = Math.Max(1, (int)Math.Ceiling(Math.Max(Math.Max(scaleX, scaleY), Blurs ? 3 : 1)));
        var columns = Samples(width, scaleX, source.Width, Shift.X, steps);
        var rows = Samples(height, scaleY, source.Height, Shift.Y, steps);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var band = 0; band < source.Bands; band++)
                {
                    var sum = 0.0;
                    for (var part = 0; part < steps * steps; part++)
                    {
                        sum += Sample(painted, columns[(x * steps) + (part % steps)], rows[(y * steps) + (part / steps)], band);
                    }

                    var (gain, offset) = band < 3 ? Colours[band] : (1, 0);
                    answer.At(x, y)[band] = (byte)Math.Clamp(
                        Math.Round((sum / (steps * steps) * gain) + offset) + random.Next(-Noise, Noise + 1), 0, 255);
                }
            }
        }

        return answer;
    }

    /// <summary>Where one pixel of the answer looks in the source, along one side: between a pixel and the next, and how far.</summary>
    private (int At, double Share)[] Samples(int length, double scale, int sourceLength, double shift, int steps)
    {
        var spread = Blurs ? 2.0 : 1.0;
        return [.. Enumerable.Range(0, length * steps).Select(sample =>
        {
            var part = ((sample % steps) + 0.5) / steps;
            var place = Back(((sample / steps) + 0.5 + (spread * (part - 0.5))) * scale, sourceLength, shift);
            var at = Math.Clamp(place - 0.5, 0, sourceLength - 1.001);
            return ((int)at, at - (int)at);
        })];
    }

    private double Back(double at, int length, double shift) => (length / 2.0) + ((at - shift - (length / 2.0)) / Zoom);

    private TestPixels Paint(TestPixels source)
    {
        var painted = source with { Bytes = [.. source.Bytes] };
        if (Box is var (left, top, right, bottom))
        {
            for (var y = top; y < bottom; y++)
            {
                for (var x = left; x < right; x++)
                {
                    Colour.AsSpan(0, source.Bands).CopyTo(painted.At(x, y));
                }
            }
        }

        return painted;
    }

    private static double Sample(TestPixels pixels, (int At, double Share) column, (int At, double Share) row, int band)
    {
        var (bytes, next, below) = (pixels.Bytes, pixels.Bands, pixels.Width * pixels.Bands);
        var at = (row.At * below) + (column.At * next) + band;
        var upper = bytes[at] + (column.Share * (bytes[at + next] - bytes[at]));
        var lower = bytes[at + below] + (column.Share * (bytes[at + below + next] - bytes[at + below]));
        return upper + (row.Share * (lower - upper));
    }
}
