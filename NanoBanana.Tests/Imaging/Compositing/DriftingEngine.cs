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
        var spread = Blurs ? 2.0 : 1.0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var band = 0; band < source.Bands; band++)
                {
                    var sum = 0.0;
                    for (var part = 0; part < steps * steps; part++)
                    {
                        var (partX, partY) = (((part % steps) + 0.5) / steps, ((part / steps) + 0.5) / steps);
                        sum += Sample(
                            painted, Back((x + 0.5 + (spread * (partX - 0.5))) * scaleX, source.Width, Shift.X),
                            Back((y + 0.5 + (spread * (partY - 0.5))) * scaleY, source.Height, Shift.Y), band);
                    }

                    var (gain, offset) = band < 3 ? Colours[band] : (1, 0);
                    answer.At(x, y)[band] = (byte)Math.Clamp(
                        Math.Round((sum / (steps * steps) * gain) + offset) + random.Next(-Noise, Noise + 1), 0, 255);
                }
            }
        }

        return answer;
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

    private static double Sample(TestPixels pixels, double u, double v, int band)
    {
        var (x, y) = (Math.Clamp(u - 0.5, 0, pixels.Width - 1.001), Math.Clamp(v - 0.5, 0, pixels.Height - 1.001));
        var (left, top) = ((int)x, (int)y);
        double At(int column, int row) => pixels.Bytes[(((row * pixels.Width) + column) * pixels.Bands) + band];
        var upper = At(left, top) + ((x - left) * (At(left + 1, top) - At(left, top)));
        var lower = At(left, top + 1) + ((x - left) * (At(left + 1, top + 1) - At(left, top + 1)));
        return upper + ((y - top) * (lower - upper));
    }
}
