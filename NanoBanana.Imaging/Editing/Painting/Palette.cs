using System.Numerics;
using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Editing.Painting;

/// <summary>The few colours that a picture is best told in: clusters of its colours, found from the same start each time.</summary>
internal sealed class Palette
{
    private const int Rounds = 12;
    private const int MostSamples = 6000;

    private readonly Vector3[] _means;
    private readonly Vector4[] _colours;

    private Palette(Vector3[] means) =>
        (_means, _colours) = (means, [.. means.Select(mean =>
            new Vector4(new Oklab(mean.X, mean.Y / Weight, mean.Z / Weight).ToScreen(), 1))]);

    // Hue tells areas apart more than light does.
    private const float Weight = 1.6f;

    public static Palette Of(Plate plate, int colours)
    {
        var step = Math.Max(1, plate.Pixels.Length / MostSamples);
        var places = Enumerable.Range(0, plate.Pixels.Length / step).Select(at => Place(plate.Pixels[at * step]));
        Vector3[] samples = [.. places.OrderBy(place => place.X)];
        Vector3[] means = [.. Enumerable.Range(0, colours).Select(at => samples[((2 * at) + 1) * samples.Length / (2 * colours)])];
        for (var round = 0; round < Rounds; round++)
        {
            var (sums, counts) = (new Vector3[colours], new int[colours]);
            foreach (var sample in samples)
            {
                var nearest = Nearest(means, sample);
                (sums[nearest], counts[nearest]) = (sums[nearest] + sample, counts[nearest] + 1);
            }

            for (var at = 0; at < colours; at++)
            {
                means[at] = counts[at] > 0 ? sums[at] / counts[at] : means[at];
            }
        }

        return new(means);
    }

    /// <summary>Each pixel takes the nearest colour.</summary>
    public void Apply(Plate plate) => plate.Change((colour, _) => _colours[Nearest(_means, Place(colour))]);

    private static Vector3 Place(Vector4 colour)
    {
        var lab = Oklab.From(Vector3.Clamp(colour.AsVector3(), Vector3.Zero, Vector3.One));
        return new(lab.L, lab.A * Weight, lab.B * Weight);
    }

    private static int Nearest(Vector3[] means, Vector3 place)
    {
        var (best, nearest) = (float.MaxValue, 0);
        for (var at = 0; at < means.Length; at++)
        {
            var distance = Vector3.DistanceSquared(means[at], place);
            (best, nearest) = distance < best ? (distance, at) : (best, nearest);
        }

        return nearest;
    }
}
