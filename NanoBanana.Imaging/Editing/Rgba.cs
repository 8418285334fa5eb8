namespace NanoBanana.Imaging.Editing;

/// <summary>An sRGB colour; the colour does not include its alpha.</summary>
internal readonly record struct Rgba(byte R, byte G, byte B, byte A = 255)
{
    public static readonly Rgba White = new(255, 255, 255);
    public static readonly Rgba Transparent = new(0, 0, 0, 0);

    public bool IsOpaque => A == 255;
}
