using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Imaging.LibVips.Editing;

/// <summary>What looks at a pixel's neighbours, or at its place.</summary>
internal static class VipsDetail
{
    // A mask of whole numbers is the fast one.
    private const int Fine = 256;

    public static VipsImage Sharpen(VipsWork work, VipsImage image, double percent)
    {
        var around = -Math.Round(percent / 100 / 8 * Fine);
        var centre = Fine - (8 * around);
        double[] mask = [around, around, around, around, centre, around, around, around, around];
        return work.OnColours(image, colours => work.AsSrgb(work.Run(new VipsOperation("conv")
            .Set("in", colours).Set("mask", work.Keep(VipsImage.FromMatrix(mask, 3, Fine))).Set("precision", 0))));
    }

    public static VipsImage Blur(VipsWork work, VipsImage image, Length radius)
    {
        var sigma = Math.Max(0.3, radius.In(image.Width, image.Height));
        if (!VipsWork.HasAlpha(image))
        {
            return Gauss(work, image, sigma);
        }

        // Transparent pixels lend no colour to their neighbours.
        var solid = work.ToBytes(work.Run(new VipsOperation("premultiply").Set("in", image)));
        return work.ToBytes(work.Run(new VipsOperation("unpremultiply").Set("in", Gauss(work, solid, sigma))));
    }

    public static VipsImage Pixelate(VipsWork work, VipsImage image, Length block)
    {
        var (width, height) = (image.Width, image.Height);
        var side = Math.Min(block.WholeIn(width, height), Math.Max(width, height));
        var (across, down) = ((width + side - 1) / side, (height + side - 1) / side);
        var whole = work.Run(new VipsOperation("embed").Set("in", image).Set("x", 0).Set("y", 0)
            .Set("width", across * side).Set("height", down * side).Set("extend", VipsExtend.Copy));
        var small = work.ToMemory(work.Run(new VipsOperation("shrink").Set("in", whole).Set("hshrink", (double)side).Set("vshrink", (double)side)));
        var large = work.Run(new VipsOperation("zoom").Set("input", small).Set("xfac", side).Set("yfac", side));
        return work.Cut(large, 0, 0, width, height);
    }

    public static VipsImage Vignette(VipsWork work, VipsImage image, double percent)
    {
        var (width, height) = (image.Width, image.Height);
        var light = VignetteLight.Of(percent, width, height, out var across, out var down);
        var small = work.Keep(VipsImage.FromPixels(light, across, down, 1));
        var mask = work.Run(new VipsOperation("resize").Set("in", small)
            .Set("scale", (double)width / across).Set("vscale", (double)height / down));
        return work.OnColours(image, colours => work.ToBytes(
            work.Run(new VipsOperation("multiply").Set("left", colours).Set("right", mask)), 1 / 255.0));
    }

    private static VipsImage Gauss(VipsWork work, VipsImage image, double sigma) =>
        work.AsSrgb(work.Run(new VipsOperation("gaussblur").Set("in", image).Set("sigma", sigma)));
}
