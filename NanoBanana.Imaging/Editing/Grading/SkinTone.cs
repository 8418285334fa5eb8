using System.Numerics;
using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Editing.Grading;

/// <summary>Colours that skin has, from pale to dark: one hue, little chroma for its light.</summary>
internal static class SkinTone
{
    private static readonly ColourCube Marks = ColourCube.Of(rgb => new Vector3(Of(Oklab.From(rgb))));

    /// <param name="pixels">Three bands of one byte; what is in them is used up.</param>
    /// <param name="marks">A byte for each pixel: 255 where it may be skin, 0 where it is not.</param>
    public static void Mark(Raster pixels, Span<byte> marks)
    {
        Marks.Apply(pixels);
        var colours = pixels.All();
        for (var at = 0; at < marks.Length; at++)
        {
            marks[at] = colours[at * pixels.Bands];
        }
    }

    /// <returns>0–1.</returns>
    public static float Of(Oklab colour)
    {
        var hue = MathF.Atan2(colour.B, colour.A) * 180 / MathF.PI;
        return Bell(hue, 28, 40, 66, 80) * Bell(colour.Chroma, 0.02f, 0.035f, 0.13f, 0.18f) * Bell(colour.L, 0.28f, 0.40f, 0.92f, 0.98f);
    }

    /// <summary>0 outside, 1 between the two in the middle.</summary>
    private static float Bell(float value, float from, float full, float until, float to) =>
        Math.Clamp(Math.Min((value - from) / (full - from), (to - value) / (to - until)), 0, 1);
}
