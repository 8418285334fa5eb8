using NanoBanana.Imaging.Editing;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>What looks at a pixel's neighbours, or at its place.</summary>
internal static class VipsDetail
{
    // A mask of whole numbers is the fast one.
    private const int Fine = 256;

    public static Image Sharpen(VipsWork work, Image image, double percent)
    {
        var around = -Math.Round(percent / 100 / 8 * Fine);
        var centre = Fine - (8 * around);
        double[][] rows = [[around, around, around], [around, centre, around], [around, around, around]];
        var mask = work.Keep(Image.NewFromArray(rows, scale: Fine));
        return work.OnColours(image, colours => work.AsSrgb(work.Keep(colours.Conv(mask, precision: Enums.Precision.Integer))));
    }

    public static Image Blur(VipsWork work, Image image, Length radius)
    {
        var sigma = Math.Max(0.3, radius.In(image.Width, image.Height));
        if (!VipsWork.HasAlpha(image))
        {
            return Gauss(work, image, sigma);
        }

        // Transparent pixels lend no colour to their neighbours.
        var solid = work.ToBytes(work.Keep(image.Premultiply()));
        return work.ToBytes(work.Keep(Gauss(work, solid, sigma).Unpremultiply()));
    }

    public static Image Pixelate(VipsWork work, Image image, Length block)
    {
        var (width, height) = (image.Width, image.Height);
        var side = Math.Min(block.WholeIn(width, height), Math.Max(width, height));
        var (across, down) = ((width + side - 1) / side, (height + side - 1) / side);
        var whole = work.Keep(image.Embed(0, 0, across * side, down * side, extend: Enums.Extend.Copy));
        var small = work.ToMemory(work.Keep(whole.Shrink(side, side)));
        var large = work.Keep(small.Zoom(side, side));
        return work.Cut(large, 0, 0, width, height);
    }

    public static Image Vignette(VipsWork work, Image image, double percent)
    {
        var (width, height) = (image.Width, image.Height);
        var light = VignetteLight.Of(percent, width, height, out var across, out var down);
        var small = work.Keep(VipsPixels.From(light, across, down, 1));
        var mask = work.Keep(small.Resize((double)width / across, vscale: (double)height / down));
        return work.OnColours(image, colours => work.ToBytes(work.Keep(colours.Multiply(mask)), 1 / 255.0));
    }

    /// <summary>A blur as wide as one likes for the price of a narrow one: by way of a small picture.</summary>
    /// <param name="sigma">In pixels.</param>
    /// <returns>Of the format that came.</returns>
    public static Image WideBlur(VipsWork work, Image image, double sigma) =>
        FromSmall(work, SmallBlur(work, image, sigma), ShrinkFor(sigma), image.Width, image.Height);

    /// <summary>How much smaller the small picture is.</summary>
    public static int ShrinkFor(double sigma) => Math.Max(1, (int)(sigma / 3));

    /// <summary>The small picture of such a blur.</summary>
    public static Image SmallBlur(VipsWork work, Image image, double sigma)
    {
        var shrink = ShrinkFor(sigma);
        if (shrink == 1)
        {
            return work.Keep(image.Gaussblur(Math.Max(0.3, sigma)));
        }

        var (across, down) = ((image.Width + shrink - 1) / shrink, (image.Height + shrink - 1) / shrink);
        var whole = work.Keep(image.Embed(0, 0, across * shrink, down * shrink, extend: Enums.Extend.Copy));
        return work.ToMemory(work.Keep(work.Keep(whole.Shrink(shrink, shrink)).Gaussblur(sigma / shrink)));
    }

    public static Image FromSmall(VipsWork work, Image small, int shrink, int width, int height) => shrink == 1 ? small
        : work.Cut(work.Keep(small.Resize(shrink, kernel: Enums.Kernel.Linear)), 0, 0, width, height);

    private static Image Gauss(VipsWork work, Image image, double sigma) =>
        work.AsSrgb(work.Keep(image.Gaussblur(sigma)));
}
