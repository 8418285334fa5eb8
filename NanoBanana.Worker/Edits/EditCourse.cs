using Microsoft.Extensions.AI;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Imaging.Compositing;
using NanoBanana.Core.Jobs;

namespace NanoBanana.Worker.Edits;

/// <summary>One edit in a worker's hand.</summary>
internal sealed class EditCourse(TakenJob taken, Edit edit, IImageGenerator? generator)
{
    /// <summary>As it was committed last, or will be next.</summary>
    public Edit Edit { get; set; } = edit;

    public long Token => taken.Token;

    public int Attempt => taken.Attempt;

    /// <summary>Null when the engine is gone since the edit was asked for.</summary>
    public IImageGenerator? Generator => Engine is { Available: true } ? generator : null;

    public EngineCapabilities? Engine { get; } = generator?.GetService<EngineCapabilities>();

    public bool IsTransparencyAsked => Edit.Asked?.Background == Background.Transparent;

    /// <summary>The shape that was chosen beside the words.</summary>
    public ShapeRequest? Shape => Edit.Asked is { Size: not null } ? ShapeRequest.Size
        : Edit.Asked is { AspectRatio: not null } ? ShapeRequest.Ratio : null;

    /// <summary>With the words, the pictures and the mask to work with: its own, or those of an edit before that it speaks of.</summary>
    public Meaning.Wish Wish { get; set; } = new(edit, 1);

    /// <summary>What the engine said beside its pictures.</summary>
    public string Words { get; set; } = "";

    /// <param name="fraction">How far the variant in work is, 0–1.</param>
    public double ProgressWith(double fraction) => Math.Min(1, (Edit.ResultIds.Count + Math.Clamp(fraction, 0, 1)) / Edit.Variants);
}
