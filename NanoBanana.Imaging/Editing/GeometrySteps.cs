namespace NanoBanana.Imaging.Editing;

/// <summary>The largest part of that ratio.</summary>
internal sealed record CropToRatio(double Width, double Height, Anchor Keep) : EditStep
{
    public override bool KeepsSize => false;
}

/// <summary>That percentage of both sides.</summary>
internal sealed record CropToShare(double Percent, Anchor Keep) : EditStep
{
    public override bool KeepsSize => false;
}

/// <summary>Takes that percentage of the picture away at one side.</summary>
/// <param name="Side">Left, right, top or bottom.</param>
internal sealed record CropSide(Anchor Side, double Percent) : EditStep
{
    public override bool KeepsSize => false;
}

/// <summary>Takes that many pixels away at one side.</summary>
/// <param name="Side">Left, right, top or bottom.</param>
internal sealed record TrimSide(Anchor Side, int Pixels) : EditStep
{
    public override bool KeepsSize => false;
}

/// <summary>Takes a plain border away: bars, margins, empty paper.</summary>
internal sealed record TrimBorder : EditStep
{
    public override bool KeepsSize => false;
}

/// <summary>That part, in pixels from the top left.</summary>
internal sealed record CropToBox(int X, int Y, int Width, int Height) : EditStep
{
    public override bool KeepsSize => false;
}

internal sealed record CropToSize(int Width, int Height, Anchor Keep) : EditStep
{
    public override bool KeepsSize => false;
}

/// <summary>How a picture of another ratio is brought to a size.</summary>
internal enum SizeFit
{
    /// <summary>Fills the size; what stands out is cut off evenly.</summary>
    Cover,

    /// <summary>Lies inside it; one side may be shorter.</summary>
    Inside,

    /// <summary>Gives up its ratio.</summary>
    Stretch,
}

internal sealed record ResizeToSize(int Width, int Height, SizeFit Fit) : EditStep
{
    public override bool KeepsSize => false;
}

internal sealed record ResizeToWidth(int Width) : EditStep
{
    public override bool KeepsSize => false;
}

internal sealed record ResizeToHeight(int Height) : EditStep
{
    public override bool KeepsSize => false;
}

/// <summary>To that percentage of both sides.</summary>
internal sealed record ResizeByShare(double Percent) : EditStep
{
    public override bool KeepsSize => false;
}

/// <summary>Clockwise; the picture grows to hold its corners, and what is new is transparent.</summary>
internal sealed record Rotate(double Degrees) : EditStep
{
    public override bool KeepsSize => Degrees % 180 == 0;
}

/// <summary>Clockwise, then the largest part of the same ratio without empty corners.</summary>
internal sealed record Straighten(double Degrees) : EditStep
{
    public override bool KeepsSize => false;
}

internal enum FlipAxis
{
    /// <summary>Left and right change places.</summary>
    Horizontal,

    /// <summary>Top and bottom change places.</summary>
    Vertical,
}

internal sealed record Flip(FlipAxis Axis) : EditStep;

/// <summary>Finds the strongest line that is nearly level or upright, and straightens by it.</summary>
internal sealed record Level : EditStep
{
    public override bool KeepsSize => false;
}

/// <summary>The largest circle in the middle; what is around it becomes transparent.</summary>
internal sealed record CropToCircle : EditStep
{
    public override bool KeepsSize => false;
}

/// <summary>By interpolation, sharpened so that edges stay crisp.</summary>
/// <param name="Factor">Of both sides, more than 1.</param>
internal sealed record Upscale(double Factor) : EditStep
{
    public override bool KeepsSize => false;
}
