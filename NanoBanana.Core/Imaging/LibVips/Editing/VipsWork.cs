using NetVips;

namespace NanoBanana.Core.Imaging.LibVips.Editing;

/// <summary>Keeps the images of one job until it is done; each is a promise until somebody asks for its pixels.</summary>
internal sealed class VipsWork(VipsKillSwitch kill)
{
    public const int Opaque = 255;

    private readonly HashSet<Image> _pinned = new(ReferenceEqualityComparer.Instance);

    public Image Keep(Image image) => kill.Watch(image);

    /// <summary>Computes every pixel, so that they can be asked for in any order.</summary>
    public Image ToMemory(Image image) => kill.Watch(image.CopyMemory());

    /// <summary>Computes every pixel of an image that is needed to the end.</summary>
    public Image Pin(Image image)
    {
        var pinned = ToMemory(image);
        _pinned.Add(pinned);
        return pinned;
    }

    /// <summary>Computes every pixel and frees what led to them, so that memory does not grow with the steps.</summary>
    public Image Settle(Image image)
    {
        var settled = image.CopyMemory();
        kill.ReleaseAllBut(_pinned);
        return kill.Watch(settled);
    }

    public static bool HasAlpha(Image image) => image.Bands is 2 or 4;

    public Image WithAlpha(Image image) =>
        HasAlpha(image) ? image : Keep(image.BandjoinConst([Opaque]));

    public Image Colours(Image image) => HasAlpha(image) ? Bands(image, 0, 3) : image;

    public Image Alpha(Image image) => Bands(image, 3, 1);

    public Image Join(Image colours, Image alpha) =>
        AsSrgb(Keep(colours.Bandjoin(alpha)));

    /// <summary>Does to the colours what leaves the alpha as it is.</summary>
    public Image OnColours(Image image, Func<Image, Image> change) =>
        HasAlpha(image) ? Join(change(Colours(image)), Alpha(image)) : change(image);

    /// <summary>Rounds to one byte a band.</summary>
    public Image ToBytes(Image image, double factor = 1) =>
        AsSrgb(Keep(image.Linear([factor], [0.5], uchar: true)));

    public Image Plain(int width, int height, ReadOnlySpan<byte> pixel)
    {
        var one = Keep(VipsPixels.From(pixel, 1, 1, pixel.Length));
        var all = Keep(one.Zoom(width, height));
        return pixel.Length >= 3 ? AsSrgb(all) : all;
    }

    public Image Cut(Image image, int x, int y, int width, int height) => Keep(image.ExtractArea(x, y, width, height));

    public Image Insert(Image image, Image part, int x, int y) => Keep(image.Insert(part, x, y));

    /// <summary>Transparent pixels lend no colour to their neighbours.</summary>
    public Image Scale(Image image, int width, int height) => Keep(
        image.ThumbnailImage(width, height: height, size: Enums.Size.Force, noRotate: true));

    public Image AsSrgb(Image image) => image.Interpretation == Enums.Interpretation.Srgb
        ? image
        : Keep(image.Copy(interpretation: Enums.Interpretation.Srgb));

    private Image Bands(Image image, int first, int count) => Keep(image.ExtractBand(first, n: count));
}
