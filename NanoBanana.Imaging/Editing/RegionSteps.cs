namespace NanoBanana.Imaging.Editing;

/// <summary>A part of a picture, with a soft edge.</summary>
internal abstract record Region
{
    /// <summary>All but that part.</summary>
    public bool Inverted { get; init; }

    /// <summary>All but the subject.</summary>
    public static Region Background { get; } = new Subject { Inverted = true };

    /// <summary>A strip along a side, a part in a corner, or one in the middle.</summary>
    /// <param name="At">The side, the corner, or the centre.</param>
    /// <param name="Share">0–1 of the picture's extent: a half, a third.</param>
    internal sealed record Side(Anchor At, double Share) : Region;

    /// <summary>All four, growing from the middle of the picture.</summary>
    internal sealed record Corners : Region;

    /// <summary>A frame along all four sides.</summary>
    internal sealed record Edges : Region;

    /// <summary>What stands out in the picture.</summary>
    internal sealed record Subject : Region;

    /// <summary>Every frontal face.</summary>
    internal sealed record Faces : Region;

    /// <summary>What the mask of the edit marks: a thing that is not found by its name.</summary>
    internal sealed record Marked : Region;
}

/// <summary>A step in a part of the picture only.</summary>
/// <param name="Step">One that keeps every pixel in its place.</param>
internal sealed record Within(Region Where, EditStep Step) : EditStep
{
    public override bool KeepsSize => Step.KeepsSize;

    public override bool NeedsSecond => Step.NeedsSecond;

    public override bool NeedsMask => Where is Region.Marked || Step.NeedsMask;
}
