namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>What an instruction is about.</summary>
internal enum Subject
{
    Crop, Resize, Fit, Stretch, Rotate, Straighten, Flip,
    Grayscale, Sepia, Invert, Brightness, Contrast, Saturation, Warmth, Hue, Exposure,
    Sharpen, Blur, Pixelate, Vignette,
    Border, Rounded, Text, Watermark,
    Blend, Beside, Over, Second, Background, Canvas,
}

internal enum Unit
{
    None, Percent, Pixels, Degrees, Stops, Times,
}

/// <summary>What a number measures.</summary>
internal enum Part
{
    Whole, Width, Height, Size, Opacity, Transparency,
}

internal enum Side
{
    Either, Last, Next,
}

/// <summary>The details that an operation may take, each at most once.</summary>
[Flags]
internal enum Slots
{
    None = 0,
    Percent = 1 << 0,
    Pixels = 1 << 1,
    Angle = 1 << 2,
    Stops = 1 << 3,
    Times = 1 << 4,
    Number = 1 << 5,
    Width = 1 << 6,
    Height = 1 << 7,
    Size = 1 << 8,
    Opacity = 1 << 9,
    Ratio = 1 << 10,
    Extent = 1 << 11,
    Colour = 1 << 12,
    Quote = 1 << 13,
    Place = 1 << 14,
    Degree = 1 << 15,
    Direction = 1 << 16,
    Square = 1 << 17,
    Axis = 1 << 18,
    Spin = 1 << 19,
    OnTop = 1 << 20,
    Second = 1 << 21,

    Amount = Percent | Pixels | Angle | Stops | Times | Number,
}
