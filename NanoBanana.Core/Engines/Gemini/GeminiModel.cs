using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.Gemini;

/// <summary>What a model takes and offers.</summary>
/// <param name="AspectRatios">Width to height.</param>
/// <param name="ImageSizes">Smallest first; none when the model has one size only.</param>
internal sealed record GeminiModel(int MaxInputs, IReadOnlyList<string> AspectRatios, IReadOnlyList<string> ImageSizes)
{
    private static readonly string[] Common = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];
    private static readonly string[] Long = [.. Common, "1:4", "4:1", "1:8", "8:1"];
    private static readonly string[] Sizes = ["1K", "2K", "4K"];

    // By how the name begins: dated and preview releases are like their model.
    private static readonly (string Name, GeminiModel Model)[] Known =
    [
        ("gemini-2.5-flash-image", new(3, Common, [])),
        ("gemini-3-pro-image", new(14, Common, Sizes)),
        ("gemini-3.1-flash-image", new(14, Long, Sizes)),
    ];

    public static GeminiModel Of(GeminiOptions options)
    {
        var known = Known.FirstOrDefault(known => options.Model.StartsWith(known.Name, StringComparison.Ordinal)).Model
            ?? new GeminiModel(3, Common, []);
        return new(
            options.MaxInputs ?? known.MaxInputs,
            options.AspectRatios is { Count: > 0 } ratios ? [.. ratios] : known.AspectRatios,
            options.ImageSizes is { } sizes ? [.. sizes] : known.ImageSizes);
    }

    /// <summary>The shape closest to the picture's, and the smallest size that is not smaller than it, if there is one.</summary>
    public GeminiImageConfig ImageConfigFor(int width, int height) => new(
        Nearest.Ratio(AspectRatios, (double)width / height, Ratio),
        ImageSizes.FirstOrDefault(size => Edge(size) >= Math.Max(width, height)) ?? (ImageSizes is [.., var largest] ? largest : null));

    /// <exception cref="FormatException">It is not of the form <c>16:9</c>.</exception>
    public static double Ratio(string aspectRatio) =>
        aspectRatio.Split(':') is [var width, var height] ? double.Parse(width) / double.Parse(height) : throw new FormatException();

    private static int Edge(string size) => size.EndsWith('K') ? int.Parse(size[..^1]) * 1024 : int.Parse(size);
}
