using NanoBanana.Imaging.Editing.Grading;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>
/// Changes the light of areas and the detail on them. Areas come from a guided filter: they end at edges, so nothing gets a halo.
/// </summary>
internal static class VipsRelight
{
    private const double Radius = 0.03;
    private const double Edge = 26;
    // Keeps the noise of the darkest pixels from being multiplied.
    private const double Dark = 10;

    public static Image Do(VipsWork work, Image image, Relighting how)
    {
        var ground = work.ToMemory(image);
        return work.OnColours(ground, colours =>
        {
            var light = Light(work, colours);
            var area = Area(work, light);
            var index = work.Keep(work.Keep(area.Linear([256.0], [0.0])).Cast(Enums.BandFormat.Ushort));
            var wanted = work.Keep(index.Maplut(work.Keep(Table(how.Curve))));
            var detail = work.Keep(work.Keep(light.Subtract(area)).Linear([how.Detail], [Dark]));
            var ratio = work.Keep(work.Keep(wanted.Add(detail)).Divide(work.Keep(light.Linear([1.0], [Dark]))));
            var raised = work.Keep(work.Keep(colours.Linear([1.0], [Dark])).Multiply(ratio));
            return work.AsSrgb(work.Keep(raised.Linear([1.0], [0.5 - Dark], uchar: true)));
        });
    }

    /// <summary>One band of float, 0–255.</summary>
    public static Image Light(VipsWork work, Image colours) =>
        work.Keep(colours.Recomb(work.Keep(Image.NewFromArray(new[,] { { 0.2126, 0.7152, 0.0722 } }))));

    /// <summary>The light of the area that each pixel belongs to.</summary>
    public static Image Area(VipsWork work, Image light, double radius = Radius)
    {
        var small = VipsGuide.Small(work, light);
        return VipsGuide.Enlarge(work, small, small, light, Math.Max(1, radius * Math.Min(small.Width, small.Height)), Edge);
    }

    private static Image Table(Func<double, double> curve)
    {
        var table = new float[65536];
        for (var at = 0; at < table.Length; at++)
        {
            table[at] = (float)(255 * curve(at / (256.0 * 255)));
        }

        return Image.NewFromMemoryCopy<float>(table, table.Length, 1, 1, Enums.BandFormat.Float);
    }
}
