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
    [AllowedValues(null, "low", "medium", "high", "auto", ErrorMessage = "Set OpenAI:Quality to low, medium, high or auto, or leave it out.")]
    public string? Quality { get; set; }

    /// <summary>How closely inputs are followed; left out, the provider chooses. Not every model knows it.</summary>
    [AllowedValues(null, "low", "high", ErrorMessage = "Set OpenAI:InputFidelity to low or high, or leave it out.")]
    public string? InputFidelity { get; set; }

    public override string ApiKeyName => "OPENAI_API_KEY";

    public override string ModelName => "OPENAI_IMAGE_MODEL";

    public override string BaseUrlName => "OPENAI_BASE_URL";

    protected override string DefaultModel => "gpt-image-1.5";
}

[OptionsValidator]
internal sealed partial class OpenAIOptionsValidator : IValidateOptions<OpenAIOptions>;
