using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Grain, paper and strokes: one band of float around 0 with a deviation of about 1, the same each time.</summary>
internal static class VipsTextures
{
    private const int Seed = 20_250;
    // A grain is a pixel of a picture whose shorter side has as many.
    private const double FineSide = 1000;

    /// <summary>How many pixels one of a picture of ordinary size is, so that looks are the same at every size.</summary>
    public static double Unit(Image image) => Math.Max(1, Math.Min(image.Width, image.Height) / FineSide);

    /// <summary>The grain of film: irregular, a little soft.</summary>
    public static Image Grain(VipsWork work, Image like) => Noise(work, like, Unit(like), softness: 0.55, gain: 1.9);

    /// <summary>Coarse paper: fibres of several sizes.</summary>
    public static Image Paper(VipsWork work, Image like)
    {
        var fine = Noise(work, like, 1.4 * Unit(like), softness: 0.8, gain: 2.4);
        var coarse = Noise(work, like, 5 * Unit(like), softness: 0.9, gain: 2.6);
        return work.Keep(work.Keep(fine.Linear([0.75], [0.0])).Add(work.Keep(coarse.Linear([0.55], [0.0]))));
    }

    /// <summary>Parallel strokes from the lower left to the upper right.</summary>
    /// <param name="length">In units.</param>
    public static Image Hatch(VipsWork work, Image like, double degrees, double length)
    {
        var unit = 1.3 * Unit(like);
        var side = (int)Math.Ceiling(Math.Sqrt(((double)like.Width * like.Width) + ((double)like.Height * like.Height)) / unit) + 2;
        var noise = work.Keep(Image.Gaussnoise(side, side, sigma: 1, mean: 0, seed: Seed + (int)degrees));
        var taps = Math.Max(3, (int)length | 1);
        var row = new double[1, taps];
        for (var at = 0; at < taps; at++)
        {
            row[0, at] = 1 / Math.Sqrt(taps);
        }

        var streaks = work.ToMemory(work.Keep(noise.Conv(work.Keep(Image.NewFromArray(row)), precision: Enums.Precision.Float)));
        var turned = work.ToMemory(work.Keep(streaks.Rotate(-degrees)));
        var (width, height) = (Math.Min(turned.Width, (int)Math.Ceiling(like.Width / unit)), Math.Min(turned.Height,
            (int)Math.Ceiling(like.Height / unit)));
        var middle = work.Cut(turned, (turned.Width - width) / 2, (turned.Height - height) / 2, width, height);
        return Enlarged(work, middle, like);
    }

    private static Image Noise(VipsWork work, Image like, double unit, double softness, double gain)
    {
        var (width, height) = ((int)Math.Ceiling(like.Width / unit), (int)Math.Ceiling(like.Height / unit));
        var noise = work.Keep(Image.Gaussnoise(width, height, sigma: gain, mean: 0, seed: Seed));
        return Enlarged(work, work.Keep(noise.Gaussblur(softness, minAmpl: 0.02, precision: Enums.Precision.Float)), like);
    }

    private static Image Enlarged(VipsWork work, Image small, Image like) => (small.Width, small.Height) == (like.Width, like.Height)
        ? work.Keep(small.Cast(Enums.BandFormat.Float))
        : work.Cut(
            work.Keep(work.ToMemory(small).Resize(
                (double)(like.Width + 1) / small.Width, kernel: Enums.Kernel.Cubic, vscale: (double)(like.Height + 1) / small.Height)),
            0, 0, like.Width, like.Height);
}
