namespace NanoBanana.Core.Imaging.Finishing;

/// <summary>A colour in a space where equal distances look about equally different; lightness runs from 0 to 1.</summary>
internal readonly record struct Oklab(float L, float A, float B)
{
    private static readonly float[] Linear = [.. Enumerable.Range(0, 256).Select(level => ToLinear(level / 255f))];

    /// <summary>sRGB, 0–255. Other spaces are taken for it: near enough to tell a difference that is seen from one that is not.</summary>
    public static Oklab From(float red, float green, float blue)
    {
        var (r, g, b) = (Level(red), Level(green), Level(blue));
        var l = MathF.Cbrt((0.4122214708f * r) + (0.5363325363f * g) + (0.0514459929f * b));
        var m = MathF.Cbrt((0.2119034982f * r) + (0.6806995451f * g) + (0.1073969566f * b));
        var s = MathF.Cbrt((0.0883024619f * r) + (0.2817188376f * g) + (0.6299787005f * b));
        return new(
            (0.2104542553f * l) + (0.7936177850f * m) - (0.0040720468f * s),
            (1.9779984951f * l) - (2.4285922050f * m) + (0.4505937099f * s),
            (0.0259040371f * l) + (0.7827717662f * m) - (0.8086757660f * s));
    }

    public float DistanceTo(Oklab other) =>
        MathF.Sqrt(((L - other.L) * (L - other.L)) + ((A - other.A) * (A - other.A)) + ((B - other.B) * (B - other.B)));

    private static float Level(float value) => Linear[(int)Math.Clamp(value + 0.5f, 0, 255)];

    private static float ToLinear(float value) => value <= 0.04045f ? value / 12.92f : MathF.Pow((value + 0.055f) / 1.055f, 2.4f);
}
