namespace NanoBanana.Core.Imaging.LibVips.Editing;

/// <summary>Runs operations and keeps what they give until the work is done.</summary>
internal sealed class VipsWork(VipsKillSwitch kill)
{
    public const int Opaque = 255;

    /// <summary>Runs and disposes the operation; the image is a promise until somebody asks for its pixels.</summary>
    public VipsImage Run(VipsOperation operation)
    {
        using (operation)
        {
            return kill.Watch(operation.ToImage());
        }
    }

    public VipsImage Keep(VipsImage image) => kill.Watch(image);

    /// <summary>Computes every pixel, so that they can be asked for in any order.</summary>
    public VipsImage ToMemory(VipsImage image) => kill.Watch(image.ToMemory());

    public static bool HasAlpha(VipsImage image) => image.Bands is 2 or 4;

    public VipsImage WithAlpha(VipsImage image) =>
        HasAlpha(image) ? image : Run(new VipsOperation("bandjoin_const").Set("in", image).Set("c", [Opaque]));

    public VipsImage Colours(VipsImage image) => HasAlpha(image) ? Bands(image, 0, 3) : image;

    public VipsImage Alpha(VipsImage image) => Bands(image, 3, 1);

    public VipsImage Join(VipsImage colours, VipsImage alpha) =>
        AsSrgb(Run(new VipsOperation("bandjoin").SetImages("in", colours, alpha)));

    /// <summary>Does to the colours what leaves the alpha as it is.</summary>
    public VipsImage OnColours(VipsImage image, Func<VipsImage, VipsImage> change) =>
        HasAlpha(image) ? Join(change(Colours(image)), Alpha(image)) : change(image);

    /// <summary>Rounds to one byte a band.</summary>
    public VipsImage ToBytes(VipsImage image, double factor = 1) =>
        AsSrgb(Run(new VipsOperation("linear").Set("in", image).Set("a", [factor]).Set("b", [0.5]).Set("uchar", true)));

    public VipsImage Plain(int width, int height, ReadOnlySpan<byte> pixel)
    {
        var one = Keep(VipsImage.FromPixels(pixel, 1, 1, pixel.Length));
        var all = Run(new VipsOperation("zoom").Set("input", one).Set("xfac", width).Set("yfac", height));
        return pixel.Length >= 3 ? AsSrgb(all) : all;
    }

    public VipsImage Cut(VipsImage image, int x, int y, int width, int height) => Run(new VipsOperation("extract_area")
        .Set("input", image).Set("left", x).Set("top", y).Set("width", width).Set("height", height));

    public VipsImage Insert(VipsImage image, VipsImage part, int x, int y) =>
        Run(new VipsOperation("insert").Set("main", image).Set("sub", part).Set("x", x).Set("y", y));

    /// <summary>Transparent pixels lend no colour to their neighbours.</summary>
    public VipsImage Scale(VipsImage image, int width, int height) => Run(new VipsOperation("thumbnail_image")
        .Set("in", image).Set("width", width).Set("height", height).Set("size", VipsSize.Force).Set("no_rotate", true));

    public VipsImage AsSrgb(VipsImage image) => image.Interpretation == VipsInterpretation.Srgb
        ? image
        : Run(new VipsOperation("copy").Set("in", image).Set("interpretation", VipsInterpretation.Srgb));

    private VipsImage Bands(VipsImage image, int first, int count) =>
        Run(new VipsOperation("extract_band").Set("in", image).Set("band", first).Set("n", count));
}
