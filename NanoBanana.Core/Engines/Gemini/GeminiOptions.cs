using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.Gemini;

/// <summary>How Gemini is asked: the configuration section <c>Gemini</c>.</summary>
internal sealed partial class GeminiOptions : RemoteEngineOptions
{
    public const string Section = "Gemini";

    [Required]
    public override string Model { get; set; } = "gemini-3.1-flash-image";

    /// <summary>With or without the version at its end.</summary>
    [Required]
    public override string BaseUrl { get; set; } = "https://generativelanguage.googleapis.com";

    /// <summary>Such as <c>16:9</c>; left out, those that the model is known to offer.</summary>
    public IList<string>? AspectRatios { get; set; }

    /// <summary>Such as <c>2K</c>: what may be asked for; left out, what the model is known to offer.</summary>
    public IList<string>? ImageSizes { get; set; }

    /// <summary>The size of results whose words ask for none, one of the model's; left out, the model's default.</summary>
    public string? ImageSize { get; set; }

    public override string ApiKeyName => "GEMINI_API_KEY";

    public override string ModelName => "GEMINI_MODEL";

    public override string BaseUrlName => "GEMINI_BASE_URL";

    public Uri Address
    {
        get
        {
            var root = BaseUrl.TrimEnd('/');
            return new Uri($"{root}{(root.EndsWith("/v1beta", StringComparison.Ordinal) ? "" : "/v1beta")}/models/{Model}:generateContent");
        }
    }

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var problem in base.Validate(validationContext))
        {
            yield return problem;
        }

        if (AspectRatios?.All(Ratio().IsMatch) == false)
        {
            yield return new("Set Gemini:AspectRatios to ratios such as 16:9, or leave it out.");
        }

        if (ImageSizes?.All(Size().IsMatch) == false)
        {
            yield return new("Set Gemini:ImageSizes to sizes such as 2K or 512, or leave it out.");
        }

        if (ImageSize is { } size && GeminiModel.Of(this).ImageSizes is var sizes && !sizes.Contains(size))
        {
            yield return new(sizes.Count == 0
                ? $"Leave out Gemini:ImageSize: {Model} offers no choice of sizes. Should it do so, name them in Gemini:ImageSizes."
                : $"Set Gemini:ImageSize to a size of {Model}, one of {string.Join(", ", sizes)}, or leave it out.");
        }
    }

    protected override string DefaultModel => "gemini-3.1-flash-image";

    [GeneratedRegex(@"^[1-9]\d?:[1-9]\d?\z")]
    private static partial Regex Ratio();

    [GeneratedRegex(@"^([1-9]K|[1-9]\d{2,3})\z")]
    private static partial Regex Size();
}

[OptionsValidator]
internal sealed partial class GeminiOptionsValidator : IValidateOptions<GeminiOptions>;
