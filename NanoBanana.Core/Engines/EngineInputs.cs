using Microsoft.Extensions.AI;
using NanoBanana.Contracts.Edits;

namespace NanoBanana.Core.Engines;

/// <summary>
/// What an edit gives to an engine beyond what <see cref="ImageGenerationRequest"/> holds; it travels in
/// <see cref="ImageGenerationOptions.AdditionalProperties"/>. An engine may ignore all of it.
/// </summary>
/// <param name="Variant">0 for the first result of the edit, 1 for the next: an engine that knows chance varies with it.</param>
/// <param name="Mask">
/// A PNG as large as the first input, upright: opaque white is what may change, opaque black what must not, greys what is mixed.
/// </param>
/// <param name="History">Earlier edits that led to the first input, oldest first.</param>
/// <param name="Progress">0–1, as far as the engine knows.</param>
internal sealed record EngineInputs(
    int Variant = 0, DataContent? Mask = null, IReadOnlyList<EngineTurn>? History = null, IProgress<double>? Progress = null)
{
    /// <summary>The background shall be transparent; only engines that say they can are asked for it.</summary>
    public bool TransparentBackground { get; init; }

    /// <summary>What was chosen beside the words; only what the engine says it takes.</summary>
    public EditTerms? Choices { get; init; }

    /// <summary>The seed of this variant.</summary>
    public int? Seed => Choices?.Seed is { } seed ? (int)(((long)seed + Variant) & int.MaxValue) : null;

    /// <summary>A factor on every amount that the words name or mean; only engines that are exact know it.</summary>
    public double Strength { get; init; } = 1;

    /// <summary>The language of the one who asks, such as <c>zh</c>; null where it is not known.</summary>
    public string? Language { get; init; }

    private const string Property = "nanobanana";

    public ImageGenerationOptions ToOptions() => new() { Count = 1, AdditionalProperties = new() { [Property] = this } };

    public static EngineInputs From(ImageGenerationOptions? options) =>
        options?.AdditionalProperties?.GetValueOrDefault(Property) as EngineInputs ?? new();
}

/// <summary>An earlier edit: what was asked, and the picture that came of it.</summary>
internal sealed record EngineTurn(string Prompt, DataContent Result);
