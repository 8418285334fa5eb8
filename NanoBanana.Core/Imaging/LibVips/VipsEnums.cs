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
