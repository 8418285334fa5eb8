using System.Numerics;
using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Editing.Painting;

/// <summary>Looks that are painted anew, stroke by stroke, in a picture of a few megapixels.</summary>
internal static class Painter
{
    public static bool Knows(LookKind kind) =>
        kind is LookKind.OilPainting or LookKind.Watercolour or LookKind.Cartoon or LookKind.Poster;

    /// <summary>The most pixels that are worth painting; a larger picture is painted smaller and enlarged.</summary>
    public const int MostPixels = 1_400_000;

    /// <param name="pixels">Three bands of one byte; changed in place.</param>
    public static void Paint(Raster pixels, LookKind kind)
    {
        var plate = Plate.From(pixels);
        // Strokes are as large on every picture: in thousandths of its shorter side.
        var unit = Math.Max(0.5, Math.Min(plate.Width, plate.Height) / 1000.0);
        var painted = kind switch
        {
            LookKind.OilPainting => Oil(plate, unit),
            LookKind.Watercolour => Watercolour.Paint(plate, unit),
            LookKind.Cartoon => Cartoon.Draw(plate, unit),
            LookKind.Poster => Poster(plate, unit),
            _ => throw new ArgumentException("It is not painted.", nameof(kind)),
        };
        painted.CopyTo(pixels);
    }

    private static Plate Oil(Plate plate, double unit)
    {
        var broad = Kuwahara.Paint(plate, FlowField.Of(plate, 4 * unit), 9 * unit);
        var flow = FlowField.Of(broad, 6 * unit);
        var painted = Kuwahara.Paint(broad, flow, 6 * unit);
        Rich(painted, 1.25f);
        Bristles.Add(painted, flow, unit, 0.5f);
        return painted;
    }

    private static Plate Poster(Plate plate, double unit)
    {
        var flat = Kuwahara.Paint(plate, FlowField.Of(plate, 3 * unit), 7 * unit);
        flat = Kuwahara.Paint(flat, FlowField.Of(flat, 3 * unit), 5 * unit);
        Rich(flat, 1.5f);
        Palette.Of(flat, colours: 9).Apply(flat);
        return flat;
    }

    /// <summary>More colour and a little more contrast.</summary>
    public static void Rich(Plate plate, float saturation) => plate.Change((colour, _) =>
    {
        var lab = Oklab.From(Vector3.Clamp(colour.AsVector3(), Vector3.Zero, Vector3.One));
        var light = lab.L + (0.10f * (lab.L - 0.55f));
        return new Vector4(new Oklab(light, lab.A * saturation, lab.B * saturation).ToScreen(), 1);
    });
}
