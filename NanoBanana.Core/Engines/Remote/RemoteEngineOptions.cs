using System.ComponentModel.DataAnnotations;

namespace NanoBanana.Core.Engines.Remote;

/// <summary>What engines behind a network are set up with.</summary>
internal abstract class RemoteEngineOptions : IValidatableObject
{
    private static readonly string[] Placeholders = ["your", "<", "changeme", "change-me", "replace", "placeholder", "xxx", "todo", "..."];

    /// <summary>Without one the engine is shown as not available.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The provider's name of the model.</summary>
    public abstract string Model { get; set; }

    /// <summary>Where the provider is, or something that speaks like it.</summary>
    public abstract string BaseUrl { get; set; }

    /// <summary>How long one call may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:30:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(180);

    /// <summary>What one result counts against the day's units of the one who asked; left out, it follows the model's price.</summary>
    [Range(0, 1000)]
    public int? Units { get; set; }

    /// <summary>Input images at most; left out, what the model is known to take.</summary>
    [Range(1, 16)]
    public int? MaxInputs { get; set; }

    /// <summary>Inputs are sent no larger than this: longest edge in pixels.</summary>
    [Range(256, 16_383)]
    public int MaxInputEdge { get; set; } = 4096;

    /// <summary>A longer answer is not read to its end.</summary>
    [Range(1024, 1 << 30)]
    public int MaxAnswerBytes { get; set; } = 64 << 20;

    /// <summary>The flat name of <see cref="ApiKey"/>, for sentences.</summary>
    public abstract string ApiKeyName { get; }

    /// <summary>The flat name of <see cref="Model"/>, for sentences.</summary>
    public abstract string ModelName { get; }

    /// <summary>The flat name of <see cref="BaseUrl"/>, for sentences.</summary>
    public abstract string BaseUrlName { get; }

    /// <summary>The key, or null when there is none or only the words that stand in for one in examples.</summary>
    public string? Key => ApiKey?.Trim() is { Length: > 0 } key && !IsPlaceholder(key) ? key : null;

    /// <summary>What must be right before anything is asked of the provider.</summary>
    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Uri.TryCreate(BaseUrl, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address.Query.Length > 0 || address.UserInfo.Length > 0)
        {
            yield return new($"Set {BaseUrlName} to an absolute http or https address without user and query, or leave it out.");
        }

        if (string.IsNullOrWhiteSpace(Model) || !Model.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_'))
        {
            yield return new($"Set {ModelName} to the name of a model, such as {DefaultModel}, or leave it out.");
        }

        if (Key is { } key && !key.All(c => c is > ' ' and < '\x7f'))
        {
            yield return new($"Set {ApiKeyName} to a key of visible ASCII characters, or leave it out.");
        }
    }

    protected abstract string DefaultModel { get; }

    private static bool IsPlaceholder(string key) =>
        key.EndsWith("...", StringComparison.Ordinal)
        || Placeholders.Any(word => key.StartsWith(word, StringComparison.OrdinalIgnoreCase));
}
