using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.OpenAI;

/// <summary>The size to ask for: the closest to the picture's that the model makes.</summary>
internal static class OpenAISize
{
    private const int Step = 16;
    private const int Longest = 3840;
    private const int Shortest = 2160;
    private const int Sharp = 1024;

    private static readonly (int Width, int Height)[] Fixed = [(1024, 1024), (1536, 1024), (1024, 1536)];

    public static string For(string model, RemotePicture? picture)
    {
        if (picture is null)
        {
            return "auto";
        }

        var ratio = (double)picture.Width / picture.Height;
        var (width, height) = model.StartsWith("gpt-image-2", StringComparison.Ordinal)
            ? Free(picture, ratio)
            : Nearest.Ratio(Fixed, ratio, size => (double)size.Width / size.Height);
        return $"{width}x{height}";
    }

    /// <summary>Any size in steps of 16, up to 3840 × 2160 either way, no longer than three times as wide or high.</summary>
    private static (int Width, int Height) Free(RemotePicture picture, double ratio)
    {
        var shape = Math.Clamp(ratio, 1 / 3.0, 3);
        var elongation = Math.Max(shape, 1 / shape);
        var longest = Math.Min(Math.Clamp(picture.LongestEdge, Sharp, Longest), Shortest * elongation);
        var (wide, narrow) = (Round(longest), Math.Max(Round(longest / elongation), Up(Round(longest) / 3.0)));
        return shape >= 1 ? (wide, narrow) : (narrow, wide);
    }

    private static int Round(double side) => (int)(side / Step) * Step;

    private static int Up(double side) => (int)Math.Ceiling(side / Step) * Step;
}
