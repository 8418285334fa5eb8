using System.Numerics;

namespace NanoBanana.Imaging.Editing.Painting;

/// <summary>
/// The anisotropic Kuwahara filter: around each pixel lies an ellipse along the flow, in eight sectors; the calmer a sector is, the more
/// its mean
/// counts. Areas become flat, edges stay sharp, and what is left looks like strokes of a brush.
/// </summary>
internal sealed class Kuwahara
{
    private const int Sectors = 8;
    private const int Turns = 32;
    private const int Shapes = 4;
    // The deviation, 0–1, from which on a sector hardly counts.
    private const float Restless = 0.04f;

    private readonly Sample[][] _ellipses;

    private Kuwahara(double radius) =>
        _ellipses = [.. Enumerable.Range(0, Turns * Shapes).Select(at =>
            Ellipse(radius, at % Turns * Math.PI / Turns, at / Turns / (double)(Shapes - 1)))];

    public static Plate Paint(Plate plate, FlowField flow, double radius) => new Kuwahara(radius).Paint(plate, flow);

    private Plate Paint(Plate plate, FlowField flow)
    {
        var painted = new Plate(plate.Width, plate.Height);
        Span<Vector4> sums = stackalloc Vector4[Sectors];
        Span<float> squares = stackalloc float[Sectors];
        for (var y = 0; y < plate.Height; y++)
        {
            for (var x = 0; x < plate.Width; x++)
            {
                var at = (y * plate.Width) + x;
                sums.Clear();
                squares.Clear();
                Collect(plate, x, y, EllipseAt(flow, at), sums, squares);
                painted.Pixels[at] = Calmest(sums, squares);
            }
        }

        return painted;
    }

    private Sample[] EllipseAt(FlowField flow, int at)
    {
        var angle = Math.Atan2(flow.Y[at], flow.X[at]) / Math.PI * Turns;
        var turn = (((int)Math.Round(angle) % Turns) + Turns) % Turns;
        return _ellipses[((int)((flow.Strength[at] * (Shapes - 1)) + 0.5f) * Turns) + turn];
    }

    private static void Collect(Plate plate, int x, int y, Sample[] ellipse, Span<Vector4> sums, Span<float> squares)
    {
        var (right, bottom) = (plate.Width - 1, plate.Height - 1);
        foreach (ref readonly var sample in ellipse.AsSpan())
        {
            var colour = plate.Pixels[(Math.Clamp(y + sample.Y, 0, bottom) * plate.Width) + Math.Clamp(x + sample.X, 0, right)];
            colour.W = 1;
            sums[sample.Sector] += colour * sample.Weight;
            squares[sample.Sector] += ((colour.X * colour.X) + (colour.Y * colour.Y) + (colour.Z * colour.Z)) * sample.Weight;
        }
    }

    private static Vector4 Calmest(Span<Vector4> sums, Span<float> squares)
    {
        var (all, weights) = (Vector4.Zero, 0f);
        for (var sector = 0; sector < Sectors; sector++)
        {
            var mean = sums[sector] / sums[sector].W;
            var variance = (squares[sector] / sums[sector].W) - ((mean.X * mean.X) + (mean.Y * mean.Y) + (mean.Z * mean.Z));
            var spread = MathF.Max(variance, 0) / (Restless * Restless);
            var calm = 1 / (1 + (spread * spread * spread * spread)) + 1e-12f;
            (all, weights) = (all + (mean * calm), weights + calm);
        }

        return all / weights;
    }

    /// <param name="stretch">0 for a circle, 1 for an ellipse four times as long as it is wide.</param>
    private static Sample[] Ellipse(double radius, double angle, double stretch)
    {
        var (along, across) = (radius * (1 + stretch), radius / (1 + stretch));
        var (sin, cos) = Math.SinCos(angle);
        var reach = (int)Math.Ceiling(along);
        // The middle belongs to all sectors, so none is ever empty.
        var samples = Enumerable.Range(0, Sectors).Select(sector => new Sample(0, 0, sector, 1f)).ToList();
        for (var y = -reach; y <= reach; y++)
        {
            for (var x = -reach; x <= reach; x++)
            {
                var (u, v) = (((x * cos) + (y * sin)) / along, ((y * cos) - (x * sin)) / across);
                var distance = (u * u) + (v * v);
                if (distance is > 0 and <= 1)
                {
                    var sector = (int)Math.Floor((Math.Atan2(v,
                        u) + (2 * Math.PI) + (Math.PI / Sectors)) / (2 * Math.PI / Sectors)) % Sectors;
                    samples.Add(new(x, y, sector, (float)Math.Exp(-1.5 * distance)));
                }
            }
        }

        return [.. samples];
    }

    private readonly record struct Sample(int X, int Y, int Sector, float Weight);
}
