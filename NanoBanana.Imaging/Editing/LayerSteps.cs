namespace NanoBanana.Imaging.Editing;

/// <summary>Around the picture, which grows by it.</summary>
internal sealed record AddBorder(Length Width, Rgba Colour) : EditStep
{
    public override bool KeepsSize => false;
}

internal sealed record RoundCorners(Length Radius) : EditStep;

/// <summary>The second picture, filling the first, over it with that opacity.</summary>
internal sealed record BlendSecond(double Percent) : EditStep
{
    public override bool NeedsSecond => true;
}

/// <summary>The second picture at a side of the first, scaled to the side they share.</summary>
/// <param name="Side">Left, right, top or bottom.</param>
internal sealed record PlaceBeside(Anchor Side) : EditStep
{
    public override bool KeepsSize => false;

    public override bool NeedsSecond => true;
}

/// <summary>The second picture over the first.</summary>
/// <param name="Scale">Its width as a percentage of the first one's; less where it would be too high.</param>
internal sealed record PlaceOver(Anchor Place, double Scale) : EditStep
{
    /// <summary>Percent, above 0.</summary>
    public double Opacity { get; init; } = 100;

    public override bool NeedsSecond => true;
}

/// <summary>The colour behind what is transparent.</summary>
internal sealed record FillBackground(Rgba Colour) : EditStep;

/// <summary>An empty picture; always the first step.</summary>
internal sealed record MakeCanvas(int Width, int Height, Rgba Colour) : EditStep
{
    public override bool KeepsSize => false;
}
