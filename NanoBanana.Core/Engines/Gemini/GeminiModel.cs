using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.Gemini;

/// <summary>What a model takes and offers.</summary>
/// <param name="AspectRatios">Width to height.</param>
/// <param name="ImageSizes">Those that may be asked for; none when the model has one size only.</param>
/// <param name="Prices">Dollars for a picture of each size; without a size that of <see cref="DefaultSize"/>.</param>
internal sealed record GeminiModel(
    int MaxInputs, IReadOnlyList<string> AspectRatios, IReadOnlyList<string> ImageSizes, IReadOnlyDictionary<string, double> Prices)
{
    /// <summary>What every model makes unless another size is asked for.</summary>
    private const string DefaultSize = "1K";

    private static readonly string[] Common = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];
    private static readonly string[] Long = [.. Common, "1:4", "4:1", "1:8", "8:1"];

    // Dated and preview releases are like their model.
    private static readonly (string Name, GeminiModel Model)[] Known =
    [
        ("gemini-3.1-flash-image", Of(14, Long, ("512", 0.045), ("1K", 0.067), ("2K", 0.101), ("4K", 0.151))),
        ("gemini-3.1-flash-lite-image", Of(14, Long, ("1K", 0.034))),
        ("gemini-3-pro-image", Of(14, Common, ("1K", 0.134), ("2K", 0.134), ("4K", 0.24))),
        ("gemini-2.5-flash-image", new(3, Common, [], new Dictionary<string, double> { [DefaultSize] = 0.039 })),
    ];

    private static readonly GeminiModel Unknown = new(3, Common, [], new Dictionary<string, double>());

    public static GeminiModel Of(GeminiOptions options)
    {
        var model = Find(options.Model) ?? Unknown;
        return model with
        {
            MaxInputs = options.MaxInputs ?? model.MaxInputs,
            AspectRatios = options.AspectRatios is { Count: > 0 } ratios ? [.. ratios] : model.AspectRatios,
            ImageSizes = options.ImageSizes is { } sizes ? [.. sizes] : model.ImageSizes,
        };
    }

    /// <summary>The shape closest to the picture's.</summary>
    public string RatioFor(int width, int height) => Nearest.Ratio(AspectRatios, (double)width / height, AspectRatio.Parse);

    /// <summary>The size that the words ask for where the model has it, else the operator's choice; null leaves it to the model.</summary>
    /// <remarks>A large source does not ask for a large size: that costs more, and the result has the source's size in any case.</remarks>
    public string? SizeFor(string prompt, GeminiOptions options) =>
        RequestedResolution.In(prompt) is { } asked && ImageSizes.Contains(asked) ? asked : options.ImageSize;

    public int UnitsFor(string? size) => UnitPrice.Of(Prices.TryGetValue(size ?? DefaultSize, out var price) ? price : null);

    private static GeminiModel? Find(string name) => Known.FirstOrDefault(known => ModelName.IsOf(name, known.Name)).Model;

    private static GeminiModel Of(int maxInputs, string[] ratios, params (string Size, double Price)[] sizes) =>
        new(maxInputs, ratios, [.. sizes.Select(size => size.Size)], sizes.ToDictionary(size => size.Size, size => size.Price));
}
