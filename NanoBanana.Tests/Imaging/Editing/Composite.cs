using static NanoBanana.Tests.Imaging.Editing.StepStudio;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>A shaded thing before a photograph, or before a soft room where there is none; which pixels are the thing's is known.</summary>
internal sealed record Composite(TestPixels Picture, bool[] Truth)
{
    private const int Width = 640;
    private const int Height = 480;

    /// <summary>Photographs in a folder, as large as composites are at least.</summary>
    public static IReadOnlyList<TestPixels> Grounds(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.jpg").Order(StringComparer.Ordinal).Select(file => Scaled(File.ReadAllBytes(file)))];

    public static Composite Of(int seed, IReadOnlyList<TestPixels> grounds)
    {
        var random = new Random(seed);
        var shape = Shape.Of(random);
        var (centreX, centreY) = (Width * (0.3 + (0.4 * random.NextDouble())), Height * (0.4 + (0.2 * random.NextDouble())));
        var size = Height * (0.2 + (0.14 * random.NextDouble()));
        var turn = (random.NextDouble() - 0.5) * 0.6;
        var colour = Colour(random.NextDouble());
        var ground = Ground(grounds, random);
        var truth = new bool[Width * Height];
        var picture = Paint(Width, Height, (x, y) =>
        {
            var (dx, dy) = ((x - centreX) / size, (y - centreY) / size);
            var (across, down) = ((dx * Math.Cos(turn)) + (dy * Math.Sin(turn)), (dy * Math.Cos(turn)) - (dx * Math.Sin(turn)));
            var depth = shape.Depth(across, down);
            var share = Math.Clamp((depth * size / 1.5) + 0.5, 0, 1);
            truth[(y * Width) + x] = share >= 0.5;
            var behind = ground(x, y);
            var light = 0.4 + (0.6 * Math.Sqrt(Math.Min(1, Math.Max(0, depth) * 2.2))) - (0.2 * across) - (0.15 * down);
            var shine = 90 * Math.Exp(-12 * (((across + 0.3) * (across + 0.3)) + ((down + 0.35) * (down + 0.35))));
            var grain = random.Next(-5, 6) + shine;
            return (
                Mixed(behind.Red, (colour.Red * light) + grain, share), Mixed(behind.Green, (colour.Green * light) + grain, share),
                Mixed(behind.Blue, (colour.Blue * light) + grain, share));
        });
        return new(picture, truth);
    }

    /// <summary>What mask and truth share, of what either covers.</summary>
    /// <param name="mask">One band of the picture's size, or the last of several is asked for.</param>
    public double Iou(TestPixels mask)
    {
        var (both, any) = (0, 0);
        for (var at = 0; at < Truth.Length; at++)
        {
            var selected = mask.Bytes[((at + 1) * mask.Bands) - 1] >= 128;
            (both, any) = (both + (selected && Truth[at] ? 1 : 0), any + (selected || Truth[at] ? 1 : 0));
        }

        return (double)both / any;
    }

    private static Func<int, int, (double Red, double Green, double Blue)> Ground(IReadOnlyList<TestPixels> grounds, Random random)
    {
        if (grounds.Count > 0)
        {
            var photograph = grounds[random.Next(grounds.Count)];
            var (left, top) = (random.Next(photograph.Width - Width + 1), random.Next(photograph.Height - Height + 1));
            return (x, y) =>
            {
                var pixel = photograph.At(left + x, top + y);
                return (pixel[0], pixel[1], pixel[2]);
            };
        }

        var (wall, floor) = (150 + random.Next(60), 90 + random.Next(50));
        return (x, y) =>
        {
            var noise = ((x * 7) + (y * 13)) % 5;
            var tone = noise + (y < 330 ? wall - (y / 12.0) : floor + ((y - 330) / 6.0));
            return (tone, tone * 0.97, tone * 0.92);
        };
    }

    private static TestPixels Scaled(byte[] file)
    {
        using var image = TestPixels.Decode(file, "jpegload_buffer").ToImage();
        var scale = Math.Max((double)Width / image.Width, (double)Height / image.Height) * 1.15;
        using var small = image.Resize(scale);
        return TestPixels.Of(small);
    }

    private static (double Red, double Green, double Blue) Colour(double hue)
    {
        return (Part(0), Part(2 / 3.0), Part(1 / 3.0));

        double Part(double phase) => 130 + (95 * Math.Cos(2 * Math.PI * (hue + phase)));
    }

    private static double Mixed(double under, double over, double share) => under + (share * (over - under));

    /// <summary>A thing about two units high, upright around (0, 0).</summary>
    private abstract class Shape
    {
        public static Shape Of(Random random) => random.Next(4) switch
        {
            0 => new Vase(random.NextDouble()),
            1 => new Fruit(2 + random.Next(4), random.NextDouble()),
            2 => new Bottle(0.3 + (0.2 * random.NextDouble())),
            _ => new Toy(random.NextDouble()),
        };

        /// <summary>How far inside a place is; below 0 outside.</summary>
        public abstract double Depth(double across, double down);

        protected static double Ball(double across, double down, double radius) => radius - Math.Sqrt((across * across) + (down * down));
    }

    private sealed class Vase(double belly) : Shape
    {
        public override double Depth(double across, double down) => Math.Min(
            0.32 + (0.24 * Math.Sin((down * 2.4) + 0.4 + (0.5 * belly))) - Math.Abs(across), 1 - Math.Abs(down));
    }

    private sealed class Fruit(int lobes, double phase) : Shape
    {
        public override double Depth(double across, double down) => Ball(
            across, down, 0.9 * (1 + (0.14 * Math.Sin((lobes * Math.Atan2(down, across)) + (6 * phase)))));
    }

    private sealed class Bottle(double half) : Shape
    {
        public override double Depth(double across, double down)
        {
            var neck = Math.Clamp((down + 0.55) / 0.25, 0, 1);
            var side = (0.38 * half) + (0.62 * half * neck * neck * (3 - (2 * neck)));
            return Math.Min(side - Math.Abs(across), 1 - Math.Abs(down));
        }
    }

    private sealed class Toy(double lean) : Shape
    {
        public override double Depth(double across, double down) => Math.Max(
            Ball(across, down - 0.4, 0.58), Math.Max(
                Ball(across - (0.2 * (lean - 0.5)), down + 0.4, 0.44), Math.Max(
                    Ball(across - 0.62, down - 0.1, 0.2), Ball(across + 0.62, down - 0.1, 0.2))));
    }
}
