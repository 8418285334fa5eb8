using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.OpenAI;

/// <summary>What a model takes and offers.</summary>
/// <param name="HasFreeSizes">Any size within <see cref="OpenAISize"/>'s bounds; else three fixed ones.</param>
/// <param name="HasInputFidelity">It can be told how closely to follow the inputs.</param>
/// <param name="TransparentBackground">It makes transparent backgrounds.</param>
/// <param name="Prices">Dollars for a picture of one megapixel by quality, lowest first; these are the qualities it has.</param>
internal sealed record OpenAIModel(
    bool HasFreeSizes, bool HasInputFidelity, bool TransparentBackground, IReadOnlyList<(string Quality, double Price)> Prices)
{
    public const string Auto = "auto";

    // Dated releases are like their model. No price is known for xhigh and max: theirs are one and a half and two times that of high.
    private static readonly (string Name, OpenAIModel Model)[] Known =
    [
        ("gpt-image-2.5-flare", new(true, false, true, Prices25)),
        ("gpt-image-2.5-sunburst", new(true, false, true, Prices25)),
        ("gpt-image-2", new(true, false, true, [("low", 0.006), ("medium", 0.053), ("high", 0.211)])),
        ("gpt-image-1.5", new(false, true, true, Prices15)),
        ("chatgpt-image-latest", new(false, true, true, Prices15)),
        ("gpt-image-1-mini", new(false, false, true, [("low", 0.005), ("medium", 0.011), ("high", 0.036)])),
        ("gpt-image-1", new(false, true, true, [("low", 0.011), ("medium", 0.042), ("high", 0.167)])),
    ];

    private static readonly OpenAIModel Unknown = new(false, false, false, []);

    private static (string, double)[] Prices15 => [("low", 0.009), ("medium", 0.034), ("high", 0.133)];

    private static (string, double)[] Prices25 => [("low", 0.006), ("medium", 0.053), ("high", 0.211), ("xhigh", 0.317), ("max", 0.422)];

    /// <summary>An unknown model is asked only for what every model takes.</summary>
    public static OpenAIModel Of(string name) => Find(name) ?? Unknown;

    public static OpenAIModel? Find(string name) => Known.FirstOrDefault(known => ModelName.IsOf(name, known.Name)).Model;

    /// <param name="quality">Null or <c>auto</c> leaves it to the provider, which may choose high.</param>
    public int UnitsFor(string? quality)
    {
        var wanted = quality is null or Auto ? "high" : quality;
        return UnitPrice.Of(Prices.FirstOrDefault(price => price.Quality == wanted).Price);
    }
}
