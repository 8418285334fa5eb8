using System.Numerics;

namespace NanoBanana.Imaging.Compositing;

/// <summary>A colour in a space where equal distances look about equally different; lightness runs from 0 to 1.</summary>
internal readonly record struct Oklab(float L, float A, float B)
{
    private static readonly float[] Linear = [.. Enumerable.Range(0, 256).Select(level => ToLinear(level / 255f))];

    /// <summary>sRGB, 0–255. Other spaces are taken for it: near enough to tell a difference that is seen from one that is not.</summary>
    public static Oklab From(float red, float green, float blue) => OfLight(Level(red), Level(green), Level(blue));

    /// <summary>sRGB, 0–1, not rounded.</summary>
    public static Oklab From(Vector3 rgb) => OfLight(ToLinear(rgb.X), ToLinear(rgb.Y), ToLinear(rgb.Z));

    /// <summary>How much colour it has; 0 is grey.</summary>
    public float Chroma => MathF.Sqrt((A * A) + (B * B));

    /// <summary>sRGB; outside 0–1 where the screen has no such colour.</summary>
    public Vector3 ToSrgb()
    {
        var l = Cube(L + (0.3963377774f * A) + (0.2158037573f * B));
        var m = Cube(L - (0.1055613458f * A) - (0.0638541728f * B));
        var s = Cube(L - (0.0894841775f * A) - (1.2914855480f * B));
        return new(
            ToGamma((4.0767416621f * l) - (3.3077115913f * m) + (0.2309699292f * s)),
            ToGamma((-1.2684380046f * l) + (2.6097574011f * m) - (0.3413193965f * s)),
            ToGamma((-0.0041960863f * l) - (0.7034186147f * m) + (1.7076147010f * s)));
    }

    /// <summary>sRGB within 0–1: the same light and hue, with as much colour as a screen has for them.</summary>
    public Vector3 ToScreen()
    {
        var rgb = ToSrgb();
        if (IsOnScreen(rgb))
        {
            return rgb;
        }

        var grey = this with { L = Math.Clamp(L, 0, 1), A = 0, B = 0 };
        var (low, high) = (0f, 1f);
        for (var round = 0; round < 7; round++)
        {
            var middle = (low + high) / 2;
            (low, high) = IsOnScreen((grey with { A = A * middle, B = B * middle }).ToSrgb()) ? (middle, high) : (low, middle);
        }

        return Vector3.Clamp((grey with { A = A * low, B = B * low }).ToSrgb(), Vector3.Zero, Vector3.One);
    }

    private static bool IsOnScreen(Vector3 rgb) =>
        Math.Min(rgb.X, Math.Min(rgb.Y, rgb.Z)) >= -0.002f && Math.Max(rgb.X, Math.Max(rgb.Y, rgb.Z)) <= 1.002f;

    private static Oklab OfLight(float r, float g, float b)
    {
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

    private static float Cube(float value) => value * value * value;

    private static float ToGamma(float light) => light <= 0.0031308f ? light * 12.92f : (1.055f * MathF.Pow(light, 1 / 2.4f)) - 0.055f;

    private static float ToLinear(float value) => value <= 0.04045f ? value / 12.92f : MathF.Pow((value + 0.055f) / 1.055f, 2.4f);
}
