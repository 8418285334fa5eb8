using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.Editing;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Keeps the images of one job until it is done; each is a promise until somebody asks for its pixels.</summary>
internal sealed class VipsWork(VipsKillSwitch kill)
{
    public const int Opaque = 255;
    private const int SharedRows = 64;
    private const int SharedStrips = 6;

    private readonly HashSet<Image> _pinned = new(ReferenceEqualityComparer.Instance);
    // Those and the views of their pixels.
    private readonly HashSet<Image> _computed = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Image> _inMemory = new(ReferenceEqualityComparer.Instance);

    private readonly List<EditNote> _notes = [];

    /// <summary>What the user should know, in the order of the steps.</summary>
    public IReadOnlyList<EditNote> Notes => _notes;

    public void Note(EditNote note) => _notes.Add(note);

    /// <summary>Stops what runs outside of libvips.</summary>
    public CancellationToken Stopping => kill.Stopping;

    public Image Keep(Image image) => kill.Watch(image);

    /// <summary>Computes every pixel, so that they can be asked for in any order.</summary>
    public Image ToMemory(Image image) => _computed.Contains(image) ? image : InMemory(Keep(image.CopyMemory()));

    /// <summary>Computes every pixel of what is made, and frees all else that making it took.</summary>
    public Image ToMemory(Func<Image> make)
    {
        var first = kill.Count;
        return Free(first, make());
    }

    /// <summary>Lets several parts of a pipeline that goes down a picture ask for the same rows without computing them again.</summary>
    public Image Share(Image image) => _computed.Contains(image) ? image
        : Keep(image.Tilecache(tileWidth: image.Width, tileHeight: SharedRows, maxTiles: SharedStrips));

    /// <summary>Computes every pixel and lets own code change them where they lie.</summary>
    public Image Change(Image image, Action<Raster> change)
    {
        var pixels = VipsPixels.ToRaster(image);
        var changed = kill.Watch(VipsPixels.Over(pixels), pixels);
        change(pixels);
        return InMemory(changed);
    }

    /// <summary>Makes one band of a picture strip by strip, so that a second picture is never in memory.</summary>
    /// <param name="fill">Gets some rows, and the same rows of the band to be filled.</param>
    public Image MakeBand(Image image, Action<Raster, Span<byte>> fill)
    {
        var band = Raster.Allocate(image.Width, image.Height, 1, 1);
        var made = kill.Watch(VipsPixels.Over(band), band);
        for (var top = 0; top < image.Height; top += SharedRows)
        {
            using var lazy = image.ExtractArea(0, top, image.Width, Math.Min(SharedRows, image.Height - top));
            using var strip = VipsPixels.ToRaster(lazy);
            fill(strip, band.All().Slice(top * image.Width, strip.Height * image.Width));
            Stopping.ThrowIfCancellationRequested();
        }

        return InMemory(made);
    }

    /// <summary>Computes every pixel of an image that is needed to the end.</summary>
    public Image Pin(Image image)
    {
        var pinned = ToMemory(image);
        _pinned.Add(pinned);
        return pinned;
    }

    /// <summary>Computes every pixel and frees what led to them, so that memory does not grow with the steps.</summary>
    public Image Settle(Image image) => Free(0, image);

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

    /// <summary>A small mask or map to the size of the picture.</summary>
    public Image Enlarge(Image small, int width, int height) => (small.Width, small.Height) == (width, height)
        ? small
        : Keep(small.Resize((double)width / small.Width, kernel: Enums.Kernel.Linear, vscale: (double)height / small.Height));

    public Image AsSrgb(Image image) => image.Interpretation == Enums.Interpretation.Srgb
        ? image
        : Like(image, Keep(image.Copy(interpretation: Enums.Interpretation.Srgb)));

    /// <summary>Lays a part of one image over another.</summary>
    /// <param name="share">One band: 0 where the first shows, 255 where the second does.</param>
    public Image Blend(Image from, Image to, Image share)
    {
        if (HasAlpha(from) || HasAlpha(to))
        {
            (from, to) = (WithAlpha(from), WithAlpha(to));
        }

        return AsSrgb(Keep(share.Ifthenelse(to, from, blend: true)));
    }

    /// <summary>So much of the second image, the rest of the first.</summary>
    /// <param name="percent">0–100.</param>
    public Image Blend(Image from, Image to, double percent)
    {
        if (percent >= 100)
        {
            return to;
        }

        var share = Math.Max(0, percent / 100);
        return AsSrgb(Keep(Keep(Keep(from.Linear([1 - share], [0.5])).Add(Keep(to.Linear([share], [0.0])))).Cast(Enums.BandFormat.Uchar)));
    }

    private Image Bands(Image image, int first, int count) => Like(image, Keep(image.ExtractBand(first, n: count)));

    private Image Like(Image computed, Image view) => _computed.Contains(computed) ? Computed(view) : view;

    /// <summary>Computes the image and frees all others from the first on that are not needed to the end.</summary>
    private Image Free(int first, Image image)
    {
        var computed = _inMemory.Contains(image) ? image : InMemory(Keep(image.CopyMemory()));
        kill.Release(first, other => ReferenceEquals(other, computed) || _pinned.Contains(other));
        _computed.RemoveWhere(other => other.IsClosed);
        _inMemory.RemoveWhere(other => other.IsClosed);
        return computed;
    }

    private Image InMemory(Image image)
    {
        _inMemory.Add(image);
        return Computed(image);
    }

    private Image Computed(Image image)
    {
        _computed.Add(image);
        return image;
    }
}
