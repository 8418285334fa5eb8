using System.Numerics;
using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Editing.Painting;

/// <summary>Transparent paint on white paper: flat washes with dark rims, pigment that gathers in clouds and in the grain of the
/// paper.</summary>
internal static class Watercolour
{
    public static Plate Paint(Plate plate, double unit)
    {
        var (width, height) = (plate.Width, plate.Height);
        var washes = Kuwahara.Paint(plate, FlowField.Of(plate, 4 * unit), 7 * unit);
        washes = Kuwahara.Paint(Wobble(washes, unit), FlowField.Of(washes, 4 * unit), 5 * unit);
        var rims = Rims(washes, unit);
        var clouds = Noise.Clouds(width, height, 26 * unit, seed: 3);
        var paper = Noise.Clouds(width, height, 1.6 * unit, seed: 19);
        washes.Change((colour, at) =>
        {
            var lab = Oklab.From(Vector3.Clamp(colour.AsVector3(), Vector3.Zero, Vector3.One));
            // Water makes it lighter; what is nearly white stays paper.
            var paint = new Oklab(0.26f + (0.76f * lab.L), lab.A * 1.2f, lab.B * 1.2f).ToScreen();
            var density = 1 + (0.20f * Math.Clamp(clouds[at], -2, 2)) + (0.09f * Math.Clamp(paper[at], -2, 2)) + rims[at];
            return new Vector4(Thicken(Vector3.Clamp(paint, new(0.02f), new(0.985f)), density), 1);
        });
        return washes;
    }

    /// <summary>What twice the pigment does: the light goes through it twice.</summary>
    private static Vector3 Thicken(Vector3 colour, float density) =>
        new(MathF.Pow(colour.X, density), MathF.Pow(colour.Y, density), MathF.Pow(colour.Z, density));

    /// <summary>A wet edge is never quite where the pencil was.</summary>
    private static Plate Wobble(Plate plate, double unit)
    {
        var (width, height) = (plate.Width, plate.Height);
        var (across, down) = (Noise.Clouds(width, height, 16 * unit, seed: 5), Noise.Clouds(width, height, 16 * unit, seed: 11));
        var moved = new Plate(width, height);
        moved.Change((_, at) =>
        {
            var x = Math.Clamp((int)((at % width) + (1.6 * unit * across[at])), 0, width - 1);
            var y = Math.Clamp((int)((at / width) + (1.6 * unit * down[at])), 0, height - 1);
            return plate.Pixels[(y * width) + x];
        });
        return moved;
    }

    /// <summary>Pigment dries at the edge of a wash, on the darker side of it.</summary>
    private static float[] Rims(Plate washes, double unit)
    {
        var light = washes.Light();
        var around = SoftMap.Blur((float[])light.Clone(), washes.Width, washes.Height, 3.2 * unit);
        for (var at = 0; at < light.Length; at++)
        {
            light[at] = Math.Clamp((around[at] - light[at]) * 4.5f, -0.15f, 0.7f);
        }

        return light;
    }
}
