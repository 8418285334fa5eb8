using Microsoft.Extensions.AI;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.UseCases;
using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Worker.Edits;

/// <summary>One edit in a worker's hand.</summary>
internal sealed class EditCourse(TakenJob taken, Edit edit, IImageGenerator? generator)
{
    private IImageGenerator? _generator = generator;
    private (int Index, int Count)? _step;

    /// <summary>As it was committed last, or will be next.</summary>
    public Edit Edit { get; set; } = edit;

    public long Token => taken.Token;

    public int Attempt => taken.Attempt;

    /// <summary>Null when the engine is gone since the edit was asked for.</summary>
    public IImageGenerator? Generator => Engine is { Available: true } ? _generator : null;

    public EngineCapabilities? Engine => _generator?.GetService<EngineCapabilities>();

    public bool IsTransparencyAsked => Wish.Edit.Asked?.Background == Background.Transparent;

    /// <summary>The shape that was chosen beside the words.</summary>
    public ShapeRequest? Shape => Wish.Edit.Asked is { Size: not null } ? ShapeRequest.Size
        : Wish.Edit.Asked is { AspectRatio: not null } ? ShapeRequest.Ratio : null;

    /// <summary>
    /// With the words, the pictures and the mask to work with: its own, those of an edit before that it speaks of, or of a step.
    /// </summary>
    public Meaning.Wish Wish { get; set; } = new(edit, 1);

    /// <summary>What the engine said beside its pictures.</summary>
    public string Words { get; set; } = "";

    /// <summary>How far the steps of a run are, as it was committed last.</summary>
    public KeptStep? Kept { get; set; }

    /// <summary>What its result is called, without an extension; null for the words that asked for it.</summary>
    public string? ResultName { get; set; }

    /// <summary>The next step of a run begins.</summary>
    public void Begin(int index, int count, IImageGenerator? generator, Meaning.Wish wish) =>
        (_step, _generator, Wish) = ((index, count), generator, wish);

    /// <param name="fraction">How far the variant or the step in work is, 0–1.</param>
    public double ProgressWith(double fraction) => _step is { } step && Edit.ResultIds.Count == 0
        ? Math.Min(1, (step.Index + Math.Clamp(fraction, 0, 1)) / step.Count)
        : Math.Min(1, (Edit.ResultIds.Count + Math.Clamp(fraction, 0, 1)) / Edit.Variants);
}
