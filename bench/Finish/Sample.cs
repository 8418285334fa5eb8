using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Bench.Finish;

/// <summary>
/// An edit to be finished: a made photograph with gradients, shapes and grain, and an answer that moved and recoloured it.
/// </summary>
internal sealed record Sample(string Name, CompositingRequest Picture)
{
    private const int Width = 4000;
    private const int Height = 3000;

    public static IEnumerable<Sample> All(IRasterCodec codec)
    {
        var source = Jpeg(codec, Width, Height, shift: 0, tint: 0);
        var large = Jpeg(codec, Width, Height, shift: 9, tint: 12);
        var small = Jpeg(codec, Width / 4, Height / 4, shift: 9, tint: 12);
        yield return Of("mask of 5 %, answer of 12 MP", large, source, Mask(0.05));
        yield return Of("mask of 5 %, answer of 0.75 MP", small, source, Mask(0.05));
        yield return Of("mask of 50 %, answer of 12 MP", large, source, Mask(0.5));
        yield return Of("mask of 50 %, answer of 0.75 MP", small, source, Mask(0.5));
        yield return Of("no mask, answer of 0.75 MP (to JPEG)", small, source, null);
    }

    private static Sample Of(string name, byte[] answer, byte[] source, byte[]? mask) =>
        new(name, new CompositingRequest(
            answer, source, mask is null ? default(ReadOnlyMemory<byte>?) : mask, "make it nicer", IsExact: false));

    private static byte[] Jpeg(IRasterCodec codec, int width, int height, int shift, int tint)
    {
        using var pixels = Raster.Allocate(width, height, 3, 1);
        var random = new Random(12);
        var scale = (double)Width / width;
        var shapes = Enumerable.Range(0, 400)
            .Select(_ => (X: random.Next(Width), Y: random.Next(Height), Radius: random.Next(20, 160), Colour: random.Next(-70, 71)))
            .ToArray();
        var light = new float[width * height];
        foreach (var shape in shapes)
        {
            var (centreX, centreY, radius) = ((shape.X + shift) / scale, (shape.Y - shift) / scale, shape.Radius / scale);
            for (var y = Math.Max(0, (int)(centreY - radius)); y < Math.Min(height, centreY + radius); y++)
            {
                for (var x = Math.Max(0, (int)(centreX - radius)); x < Math.Min(width, centreX + radius); x++)
                {
                    var from = Math.Sqrt(Math.Pow((x - centreX) / radius, 2) + Math.Pow((y - centreY) / radius, 2));
                    light[(y * width) + x] += (float)(shape.Colour * Math.Clamp(6 * (1 - from), 0, 1));
                }
            }
        }

        for (var y = 0; y < height; y++)
        {
            var row = pixels.Row(y);
            for (var x = 0; x < width; x++)
            {
                var grain = random.Next(-5, 6) + light[(y * width) + x] + tint;
                row[3 * x] = (byte)Math.Clamp((150.0 * x / width) + 40 + grain, 0, 255);
                row[(3 * x) + 1] = (byte)Math.Clamp((130.0 * y / height) + 50 + grain, 0, 255);
                row[(3 * x) + 2] = (byte)Math.Clamp(170 - (90.0 * (x + y) / (width + height)) + grain, 0, 255);
            }
        }

        return codec.EncodeJpeg(pixels, 90, CancellationToken.None);
    }

    /// <summary>A box in the middle.</summary>
    private static byte[] Mask(double share)
    {
        var (width, height) = ((int)(Width * Math.Sqrt(share)), (int)(Height * Math.Sqrt(share)));
        using var file = new MemoryStream();
        using var png = new PngWriter(file, Width, Height, 1, 1, null);
        var (row, black) = (new byte[Width], new byte[Width]);
        row.AsSpan((Width - width) / 2, width).Fill(255);
        for (var y = 0; y < Height; y++)
        {
            png.WriteRow(Math.Abs(y - (Height / 2)) < height / 2 ? row : black);
        }

        png.Finish();
        return file.ToArray();
    }
}
