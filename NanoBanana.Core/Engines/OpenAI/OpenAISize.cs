using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.OpenAI;

/// <summary>The size to ask for: the closest to the picture's that the model makes.</summary>
internal static class OpenAISize
{
    /// <summary>What models draw best; a smaller picture is asked for with as many.</summary>
    public const int DefaultPixels = 1024 * 1024;

    private const int FewestPixels = 655_360;

    /// <summary>More pixels in all are refused.</summary>
    public const int MostPixels = 8_294_400;

    private const int Step = 16;
    private const int LongestEdge = 3840;
    private const double LongestRatio = 3;

    // Shapes that are closer than this look the same; of those the one with the better number of pixels is taken.
    private const double SameShape = 0.01;

    private static readonly string[] FixedRatios = ["1:1", "3:2", "2:3"];
    private static readonly string[] FreeRatios = [.. FixedRatios, "4:3", "3:4", "5:4", "4:5", "16:9", "9:16", "21:9", "2:1", "1:2"];

    private static readonly (int Width, int Height)[] Fixed = [(1024, 1024), (1536, 1024), (1024, 1536)];

    /// <param name="mostPixels">What the operator allows, between <see cref="DefaultPixels"/> and <see cref="MostPixels"/>.</param>
    /// <param name="aspectRatio">One of <see cref="RatiosOf"/>; null keeps the picture's shape.</param>
    public static string For(OpenAIModel model, RemotePicture? picture, string? aspectRatio, int mostPixels)
    {
        if ((picture, aspectRatio) is (null, null))
        {
            return OpenAIModel.Auto;
        }

        var (wide, high) = aspectRatio is null ? (picture!.Width, picture.Height) : Shaped(aspectRatio, picture);
        var (width, height) = model.HasFreeSizes
            ? Free(wide, high, mostPixels)
            : Nearest.Ratio(Fixed, (double)wide / high, size => (double)size.Width / size.Height);
        return $"{width}x{height}";
    }

    /// <summary>The shapes that the model makes.</summary>
    public static IReadOnlyList<string> RatiosOf(OpenAIModel model) => model.HasFreeSizes ? FreeRatios : FixedRatios;

    /// <summary>As many pixels as the picture has, in another shape.</summary>
    private static (int Width, int Height) Shaped(string aspectRatio, RemotePicture? picture)
    {
        var ratio = AspectRatio.Parse(aspectRatio);
        var pixels = picture is null ? DefaultPixels : (double)picture.Width * picture.Height;
        return ((int)Math.Sqrt(pixels * ratio), (int)Math.Sqrt(pixels / ratio));
    }

    /// <summary>The picture's shape in steps of 16, at most three times as wide as high or the other way round.</summary>
    public static (int Width, int Height) Free(int width, int height, int mostPixels)
    {
        var ratio = Math.Min((double)Math.Max(width, height) / Math.Min(width, height), LongestRatio);
        var pixels = Math.Min(Math.Max((double)width * height, DefaultPixels), mostPixels);
        var (wide, narrow) = Enumerable.Range(1, LongestEdge / Step)
            .SelectMany(steps => Pairs(steps * Step, ratio))
            .Where(size => IsTaken(size.Wide, size.Narrow) && size.Wide * size.Narrow <= mostPixels)
            .MinBy(size => Distance(size.Wide, size.Narrow, ratio, pixels));
        return width >= height ? (wide, narrow) : (narrow, wide);
    }

    private static IEnumerable<(int Wide, int Narrow)> Pairs(int wide, double ratio)
    {
        var narrow = (int)(wide / ratio / Step) * Step;
        return [(wide, narrow), (wide, narrow + Step)];
    }

    private static bool IsTaken(int wide, int narrow) =>
        narrow > 0 && narrow <= wide && wide <= LongestRatio * narrow && wide * narrow is >= FewestPixels and <= MostPixels;

    private static double Distance(int wide, int narrow, double ratio, double pixels)
    {
        var shape = Math.Abs(Math.Log((double)wide / narrow / ratio));
        var amount = Math.Abs(Math.Log(wide * (double)narrow / pixels));
        return (Math.Max(0, shape - SameShape) * 100) + amount + (shape * 4);
    }
}
