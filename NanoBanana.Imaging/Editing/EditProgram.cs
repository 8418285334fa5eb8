namespace NanoBanana.Imaging.Editing;

/// <summary>What is to be done with a picture, in order.</summary>
internal sealed record EditProgram(IReadOnlyList<EditStep> Steps)
{
    /// <summary>It starts from an empty canvas and needs no picture.</summary>
    public bool MakesPicture => Steps is [MakeCanvas, ..];

    public bool NeedsSecond => Steps.Any(step => step.NeedsSecond);

    public bool NeedsMask => Steps.Any(step => step.NeedsMask);

    public bool KeepsSize => Steps.All(step => step.KeepsSize);

    public bool Equals(EditProgram? other) => other is not null && Steps.SequenceEqual(other.Steps);

    public override int GetHashCode() => Steps.Aggregate(0, HashCode.Combine);
}

/// <summary>One operation on a picture; percentages are signed and 100 is the whole.</summary>
internal abstract record EditStep
{
    /// <summary>Every pixel stays where a mask can find it.</summary>
    public virtual bool KeepsSize => true;

    /// <summary>It uses the second picture.</summary>
    public virtual bool NeedsSecond => false;

    /// <summary>It works only on what a mask marks.</summary>
    public virtual bool NeedsMask => false;
}
