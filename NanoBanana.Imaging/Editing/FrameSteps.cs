namespace NanoBanana.Imaging.Editing;

/// <summary>Sides of a picture.</summary>
[Flags]
internal enum Sides
{
    None = 0,
    Left = 1,
    Top = 2,
    Right = 4,
    Bottom = 8,
    All = Left | Top | Right | Bottom,
}

/// <summary>What new area around a picture shows.</summary>
internal abstract record Fill
{
    /// <summary>The picture, mirrored at its edge.</summary>
    internal sealed record Mirror : Fill;

    /// <summary>The picture, mirrored at its edge and blurred.</summary>
    internal sealed record Blur : Fill;

    internal sealed record Plain(Rgba Colour) : Fill;
}

/// <summary>Grows the picture at these sides; the source's pixels stay exact, so the result is a PNG unless another format is asked
/// for.</summary>
/// <param name="By">At each of the sides; a percentage is one of the side that grows.</param>
internal sealed record Extend(Sides Sides, Length By, Fill Fill) : EditStep
{
    public override bool KeepsSize => false;
}

/// <summary>Grows the picture evenly until it has that ratio; nothing is cut off, and the source's pixels stay exact.</summary>
internal sealed record PadToRatio(double Width, double Height, Fill Fill) : EditStep
{
    public override bool KeepsSize => false;
}

/// <summary>A soft shadow behind the picture, or behind what of it is opaque; it grows to hold the shadow.</summary>
/// <param name="Percent">0–100: how dark it is.</param>
internal sealed record DropShadow(double Percent) : EditStep
{
    public override bool KeepsSize => false;
}

/// <summary>How several pictures are put together.</summary>
internal enum CollageKind
{
    Grid,
    Row,
    Column,
}

/// <summary>All pictures that are given, in order.</summary>
/// <param name="Gap">Pixels between them and around.</param>
internal sealed record Collage(CollageKind Kind, int Gap, Rgba Background) : EditStep
{
    public override bool KeepsSize => false;

    public override bool NeedsSecond => true;
}
