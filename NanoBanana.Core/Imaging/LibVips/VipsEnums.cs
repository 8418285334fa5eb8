namespace NanoBanana.Core.Imaging.LibVips;

/// <summary>What the bands of an image mean; only those that are told apart here.</summary>
internal enum VipsInterpretation
{
    Multiband = 0,
    Grey = 1,
    Srgb = 22,
    Rgb16 = 25,
    Grey16 = 26,
}

/// <summary>What ends a decode.</summary>
internal enum VipsFailOn
{
    None = 0,
    Truncated = 1,
    Error = 2,
    Warning = 3,
}

/// <summary>The order in which pixels are asked for.</summary>
internal enum VipsAccess
{
    Random = 0,
    Sequential = 1,
}

/// <summary>How a thumbnail relates to the size that is asked for.</summary>
internal enum VipsSize
{
    Both = 0,
    Up = 1,
    Down = 2,
    Force = 3,
}

/// <summary>How colours that the target lacks are brought into it.</summary>
internal enum VipsIntent
{
    Perceptual = 0,
    Relative = 1,
}

/// <summary>What lies beyond the edge of an image.</summary>
internal enum VipsExtend
{
    Copy = 1,
    Background = 5,
}

/// <summary>Quarter turns, clockwise.</summary>
internal enum VipsAngle
{
    None = 0,
    Quarter = 1,
    Half = 2,
    ThreeQuarters = 3,
}

internal enum VipsDirection
{
    Horizontal = 0,
    Vertical = 1,
}

internal enum VipsBlend
{
    Over = 2,
}

/// <summary>Whether a JPEG's colours are stored at a quarter of its pixels.</summary>
internal enum VipsSubsample
{
    Off = 2,
}

/// <summary>Which filter a PNG may use before it is compressed: a flag each.</summary>
[Flags]
internal enum VipsPngFilter
{
    None = 0x08,
    Sub = 0x10,
    Up = 0x20,
}
