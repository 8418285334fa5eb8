using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.OpenAI;

/// <summary>How OpenAI is asked: the configuration section <c>OpenAI</c>.</summary>
internal sealed class OpenAIOptions : RemoteEngineOptions
{
    public const string Section = "OpenAI";

    /// <summary>One of the models that answer with the picture itself; those that answer with an address are not read.</summary>
    [Required]
    public override string Model { get; set; } = "gpt-image-1.5";

    /// <summary>With the version at its end.</summary>
    [Required]
    public override string BaseUrl { get; set; } = "https://api.openai.com/v1";

    /// <summary>Left out, the provider chooses.</summary>
    [AllowedValues(null, "low", "medium", "high", "xhigh", "max", "auto",
        ErrorMessage = "Set OpenAI:Quality to low, medium, high, xhigh, max or auto, or leave it out.")]
    public string? Quality { get; set; }

    /// <summary>How closely inputs are followed; left out, the provider chooses. Not every model knows it.</summary>
    [AllowedValues(null, "low", "high", ErrorMessage = "Set OpenAI:InputFidelity to low or high, or leave it out.")]
    public string? InputFidelity { get; set; }

    /// <summary>Whether transparent backgrounds may be asked for; left out, what the model can. Some gateways refuse them.</summary>
    public bool? TransparentBackground { get; set; }

    /// <summary>Pixels of an answer at most, for models of free sizes: more cost more, and the result has the source's size.</summary>
    [Range(OpenAISize.DefaultPixels, OpenAISize.MostPixels)]
    public int MaxPixels { get; set; } = 1536 * 1024;

    public override string ApiKeyName => "OPENAI_API_KEY";

    public override string ModelName => "OPENAI_IMAGE_MODEL";

    public override string BaseUrlName => "OPENAI_BASE_URL";

    /// <summary>Of a model that is not known, anything may be asked.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var problem in base.Validate(validationContext))
        {
            yield return problem;
        }

        if (OpenAIModel.Find(Model) is not { } model)
        {
            yield break;
        }

        var qualities = model.Prices.Select(price => price.Quality).ToArray();
        if (Quality is not (null or OpenAIModel.Auto) && !qualities.Contains(Quality))
        {
            yield return new($"Set OpenAI:Quality to {string.Join(", ", qualities)} or auto for {Model}, or leave it out.");
        }

        if (InputFidelity is not null && !model.HasInputFidelity)
        {
            yield return new($"Leave out OpenAI:InputFidelity: {Model} does not take it.");
        }
    }

    protected override string DefaultModel => "gpt-image-1.5";
}

[OptionsValidator]
internal sealed partial class OpenAIOptionsValidator : IValidateOptions<OpenAIOptions>;
