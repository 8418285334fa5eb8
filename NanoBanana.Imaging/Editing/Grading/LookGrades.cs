using System.Numerics;
using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Editing.Grading;

/// <summary>The colours of looks.</summary>
internal static class LookGrades
{
    /// <returns>Null where a look is more than a change of colours, or another one.</returns>
    public static Func<Vector3, Vector3>? Of(LookKind kind) => kind switch
    {
        LookKind.Vintage => Vintage,
        LookKind.Film => Film,
        LookKind.Cinematic => Cinematic,
        LookKind.Noir => Noir,
        LookKind.Dramatic => Dramatic,
        LookKind.Lomo => Lomo,
        _ => null,
    };

    /// <summary>A print that has lain in the light: blacks lifted, whites yellowed, blues gone first.</summary>
    private static Vector3 Vintage(Vector3 rgb)
    {
        var lab = Saturate(Oklab.From(rgb), 0.72f);
        var warm = (lab with { A = lab.A + (0.012f * lab.L), B = lab.B + (0.010f + (0.018f * lab.L)) }).ToScreen();
        return new Vector3(0.15f, 0.125f, 0.125f) + (Curve(warm, 0.25f) * new Vector3(0.83f, 0.825f, 0.775f));
    }

    /// <summary>A negative film's curve: a soft toe, a long shoulder; shadows a little green, lights a little warm.</summary>
    private static Vector3 Film(Vector3 rgb)
    {
        var lab = Saturate(Oklab.From(rgb), 0.94f);
        var (dark, light) = Split(lab.L);
        var toned = new Oklab(lab.L, lab.A - (0.012f * dark) + (0.006f * light), lab.B - (0.004f * dark) + (0.020f * light));
        return new Vector3(0.035f, 0.04f, 0.045f) + (Curve(toned.ToScreen(), 0.45f) * new Vector3(0.945f, 0.93f, 0.91f));
    }

    private static Vector3 Cinematic(Vector3 rgb)
    {
        var lab = Saturate(Oklab.From(rgb), 1.02f);
        var (dark, light) = Split(lab.L);
        var toned = new Oklab(lab.L, lab.A - (0.030f * dark) + (0.018f * light), lab.B - (0.036f * dark) + (0.042f * light));
        return (Curve(toned.ToScreen(), 0.5f) * 0.95f) + new Vector3(0.005f, 0.014f, 0.02f);
    }

    /// <summary>Through a red filter: dark skies, pale skin.</summary>
    private static Vector3 Noir(Vector3 rgb)
    {
        var light = Math.Clamp(Vector3.Dot(rgb, new(0.5f, 0.38f, 0.12f)), 0, 1);
        return new Vector3(Curve(light * 0.97f, 1.1f));
    }

    private static Vector3 Dramatic(Vector3 rgb)
    {
        var lab = Saturate(Oklab.From(rgb), 0.78f);
        var (dark, _) = Split(lab.L);
        return Curve((lab with { B = lab.B - (0.018f * dark) }).ToScreen(), 0.8f) * 0.97f;
    }

    /// <summary>Slide film in the wrong bath: reds and greens steep, blues flat.</summary>
    private static Vector3 Lomo(Vector3 rgb)
    {
        var strong = Saturate(Oklab.From(rgb), 1.22f).ToScreen();
        return new(Curve(strong.X, 0.9f), Curve(strong.Y, 0.75f), 0.09f + (0.80f * Math.Clamp(strong.Z, 0, 1)));
    }

    private static Oklab Saturate(Oklab colour, float factor) => colour with { A = colour.A * factor, B = colour.B * factor };

    /// <summary>How much a lightness belongs to the shadows and to the lights.</summary>
    private static (float Dark, float Light) Split(float light)
    {
        var l = Math.Clamp(light, 0, 1);
        return ((1 - l) * (1 - l) * MathF.Min(1, 5 * l), l * l * MathF.Min(1, 5 * (1 - l)));
    }

    private static Vector3 Curve(Vector3 rgb, float strength) =>
        new(Curve(rgb.X, strength), Curve(rgb.Y, strength), Curve(rgb.Z, strength));

    /// <summary>An S through black, the middle and white.</summary>
    private static float Curve(float value, float strength)
    {
        var v = Math.Clamp(value, 0, 1);
        var smooth = v * v * (3 - (2 * v));
        return v + (strength * (smooth - v));
    }
}
