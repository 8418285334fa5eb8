namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>What an instruction is about.</summary>
internal enum Subject
{
    Crop, CropOff, Trim, CropToSubject, CropToFaces, CropToCircle, Resize, Upscale, Fit, Stretch, Rotate, Straighten, Level, Flip,
    Extend, Pad,
    Grayscale, Sepia, Invert, Brightness, Contrast, Saturation, Vibrance, Warmth, Tint, Hue, Exposure, Highlights, Shadows, Clarity, Fade,
    Enhance, Fix, Restore, CleanPage, FixColours, FixLight, TintWith, ReplaceColour, KeepColour, Look, Develop,
    Sharpen, Blur, Pixelate, Vignette, Denoise, Grain, Haze, Dehaze, SmoothSkin, Whiten,
    Border, Polaroid, Rounded, DropShadow, Text, Watermark, Shape,
    Blend, Beside, Over, Second, Collage, Background, Backfill, CutOut, BlurBackground, Canvas,
    Remove, Keep, Subject, Faces, Anonymise, Encode, LimitBytes,
}

internal enum Unit
{
    None, Percent, Pixels, Degrees, Stops, Times, Kilobytes, Megabytes, Points,
}

/// <summary>What a number measures.</summary>
internal enum Part
{
    Whole, Width, Height, Size, Opacity, Transparency, Gap,
}

internal enum Side
{
    Either, Last, Next,
}

/// <summary>The details that an operation may take, each at most once.</summary>
[Flags]
internal enum Slots : long
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
    Where = 1 << 22,
    Bytes = 1 << 23,
    OtherColour = 1 << 24,
    Fill = 1 << 25,
    Whole = 1 << 26,
    Layout = 1 << 27,
    Act = 1 << 28,
    Kind = 1 << 29,
    Bold = 1L << 30,
    Outline = 1L << 31,
    Shadowed = 1L << 32,
    Big = 1L << 33,
    Gap = 1L << 34,
    Inverted = 1L << 35,
    Spot = 1L << 36,
    Font = 1L << 37,

    Amount = Percent | Pixels | Angle | Stops | Times | Number | Bytes,

    /// <summary>Where in the picture, for what can be done in a part of it.</summary>
    Region = Where | Place | Inverted,

    /// <summary>How much of an effect.</summary>
    Strength = Percent | Number | Degree | Direction,
}

/// <summary>Parts of a picture that can be found.</summary>
internal enum NounKind
{
    Background, Subject, Faces, Corners, Edges, Rest,
}

internal enum ActKind
{
    Remove, Keep,

    /// <summary>To be removed, where the words say "off" or "out" after it: "take the sign out".</summary>
    Take,
}

internal enum FillKind
{
    Blur, Mirror,
}
