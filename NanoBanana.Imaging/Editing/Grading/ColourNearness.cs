using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Editing.Grading;

/// <summary>Whether people would call a colour by the name of another: by hue where there is one, by lightness where there is
/// none.</summary>
internal static class ColourNearness
{
    // Below it a colour is taken for a grey.
    private const float Grey = 0.035f;
    // Degrees of hue: all of it up to the first, nothing from the second on.
    private const float SameHue = 24;
    private const float OtherHue = 46;

    /// <returns>0–1.</returns>
    public static float Of(Oklab colour, Oklab named) => named.Chroma < Grey
        ? Fall(colour.Chroma, 0.03f, 0.07f) * Fall(MathF.Abs(colour.L - named.L), 0.22f, 0.36f)
        : Fall(HueBetween(colour, named) / WidthOf(named), SameHue, OtherHue) * (1 - Fall(colour.Chroma, Grey, 0.08f));

    /// <summary>Warm colours have more names than others: brown wood is not red.</summary>
    private static float WidthOf(Oklab named) =>
        MathF.Atan2(named.B, named.A) * 180 / MathF.PI is > -10 and < 115 ? 0.58f : 1;

    private static float HueBetween(Oklab one, Oklab other)
    {
        var degrees = MathF.Abs(MathF.Atan2(one.B, one.A) - MathF.Atan2(other.B, other.A)) * 180 / MathF.PI;
        return degrees > 180 ? 360 - degrees : degrees;
    }

    /// <summary>1 up to <paramref name="from"/>, 0 from <paramref name="to"/> on, smooth between.</summary>
    private static float Fall(float value, float from, float to)
    {
        var t = Math.Clamp((to - value) / (to - from), 0, 1);
        return t * t * (3 - (2 * t));
    }
}
