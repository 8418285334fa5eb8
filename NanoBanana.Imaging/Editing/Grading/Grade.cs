using System.Numerics;
using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Editing.Grading;

/// <summary>Steps that turn each colour into another one, whatever is beside it.</summary>
internal static class Grade
{
    // A strong colour of a photograph; less is raised by vibrance, more is not.
    private const float Vivid = 0.2f;
    // Skin lies at this hue, in Oklab.
    private const float SkinHue = 50 * MathF.PI / 180;

    private static readonly Rgba DuotoneDark = new(28, 20, 92);
    private static readonly Rgba DuotoneLight = new(255, 196, 140);

    /// <returns>From sRGB to sRGB, 0–1; null where the step is no such change.</returns>
    public static Func<Vector3, Vector3>? Of(EditStep step) => step switch
    {
        Adjust { Quality: Quality.Vibrance, Percent: var percent } => rgb => Vibrate(Oklab.From(rgb), (float)percent / 100),
        TintWith tint => Tint(Colour(tint.Colour), (float)tint.Percent / 100),
        ReplaceColour replace => Replace(Colour(replace.From), Colour(replace.To)),
        KeepColour keep => Keep(Colour(keep.Colour)),
        Look { Kind: LookKind.Duotone } duotone => Duotone(Colour(duotone.First ?? DuotoneDark), Colour(duotone.Second ?? DuotoneLight)),
        Look look => LookGrades.Of(look.Kind),
        _ => null,
    };

    public static Oklab Colour(Rgba colour) => Oklab.From(new Vector3(colour.R, colour.G, colour.B) / 255);

    private static Vector3 Vibrate(Oklab colour, float amount)
    {
        var room = 1 - Math.Clamp(colour.Chroma / Vivid, 0, 1);
        var skin = MathF.Max(0, MathF.Cos(MathF.Atan2(colour.B, colour.A) - SkinHue));
        var factor = MathF.Max(0, 1 + (amount * room * (1 - (0.5f * skin * skin))));
        return (colour with { A = colour.A * factor, B = colour.B * factor }).ToScreen();
    }

    private static Func<Vector3, Vector3> Tint(Oklab tint, float amount) => rgb =>
    {
        var colour = Oklab.From(rgb);
        // Black and white have room for no colour.
        var room = MathF.Min(1, 4 * colour.L * (1 - colour.L) * 1.2f);
        return new Oklab(
            colour.L,
            colour.A + (amount * ((tint.A * room) - colour.A)),
            colour.B + (amount * ((tint.B * room) - colour.B))).ToScreen();
    };

    private static Func<Vector3, Vector3> Replace(Oklab from, Oklab to)
    {
        var (sin, cos) = MathF.SinCos(MathF.Atan2(to.B, to.A) - MathF.Atan2(from.B, from.A));
        var isGrey = from.Chroma < 0.035f;
        var strength = isGrey ? 1 : Math.Clamp(to.Chroma / from.Chroma, 0, 2);
        return rgb =>
        {
            var colour = Oklab.From(rgb);
            var near = ColourNearness.Of(colour, from);
            var light = colour.L <= from.L ? colour.L * to.L / MathF.Max(from.L, 0.01f)
                : 1 - ((1 - colour.L) * (1 - to.L) / MathF.Max(1 - from.L, 0.01f));
            var (a, b) = isGrey
                ? (to.A, to.B)
                : (strength * ((colour.A * cos) - (colour.B * sin)), strength * ((colour.A * sin) + (colour.B * cos)));
            return Mix(colour, new(light, a, b), near).ToScreen();
        };
    }

    private static Func<Vector3, Vector3> Keep(Oklab kept) => rgb =>
    {
        var colour = Oklab.From(rgb);
        return Mix(new(colour.L, 0, 0), colour, ColourNearness.Of(colour, kept)).ToScreen();
    };

    private static Func<Vector3, Vector3> Duotone(Oklab dark, Oklab light) => rgb =>
    {
        var t = Math.Clamp((Oklab.From(rgb).L - 0.12f) / 0.8f, 0, 1);
        return Mix(dark, light, t).ToScreen();
    };

    private static Oklab Mix(Oklab from, Oklab to, float share) => new(
        from.L + (share * (to.L - from.L)), from.A + (share * (to.A - from.A)), from.B + (share * (to.B - from.B)));
}
