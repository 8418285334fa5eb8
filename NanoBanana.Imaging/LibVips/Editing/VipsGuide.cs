using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>
/// The guided filter: near each pixel a map is taken for a straight line of the picture's light, so that it ends where the picture has
/// edges. The two numbers of
/// each line are found in a small picture; the light of each pixel of the large one makes them exact.
/// </summary>
internal static class VipsGuide
{
    private const int Longest = 512;

    /// <summary>The light, small enough to find lines in.</summary>
    public static Image Small(VipsWork work, Image light)
    {
        var scale = Math.Min(1, Longest / (double)Math.Max(light.Width, light.Height));
        return work.ToMemory(scale < 1 ? work.Keep(light.Resize(scale)) : light);
    }

    /// <param name="map">One band of float, of the size of <paramref name="small"/>.</param>
    /// <param name="small">The light, made small.</param>
    /// <param name="light">One band of float, 0–255.</param>
    /// <param name="sigma">How far a line reaches, in pixels of the small picture.</param>
    /// <param name="edge">The deviation of light that is taken for an edge, 0–255.</param>
    public static Image Enlarge(VipsWork work, Image map, Image small, Image light, double sigma, double edge)
    {
        var mean = Soft(work, small, sigma);
        var mapMean = ReferenceEquals(map, small) ? mean : Soft(work, map, sigma);
        var variance = Spread(work, small, small, mean, mean, sigma);
        var together = ReferenceEquals(map, small) ? variance : Spread(work, map, small, mapMean, mean, sigma);
        var slope = work.Keep(together.Divide(work.Keep(variance.Linear([1.0], [edge * edge]))));
        var offset = work.Keep(mapMean.Subtract(work.Keep(mean.Multiply(slope))));
        return work.Keep(work.Keep(work.Enlarge(Soft(work, slope, sigma), light.Width, light.Height).Multiply(light))
            .Add(work.Enlarge(Soft(work, offset, sigma), light.Width, light.Height)));
    }

    private static Image Spread(VipsWork work, Image one, Image other, Image oneMean, Image otherMean, double sigma) => work.Keep(
        Soft(work, work.Keep(one.Multiply(other)), sigma).Subtract(work.Keep(oneMean.Multiply(otherMean))));

    private static Image Soft(VipsWork work, Image image, double sigma) =>
        work.ToMemory(work.Keep(image.Gaussblur(sigma, precision: Enums.Precision.Float)));
}
