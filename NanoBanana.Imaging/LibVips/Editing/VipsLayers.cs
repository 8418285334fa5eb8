using NanoBanana.Imaging.Editing;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>What is put around, behind, beside or over a picture.</summary>
internal sealed class VipsLayers(VipsWork work, EditLimits limits)
{
    public Image Border(Image image, Length width, Rgba colour)
    {
        var by = width.WholeIn(image.Width, image.Height);
        limits.Check(image.Width + (2L * by), image.Height + (2L * by));
        var inner = colour.IsOpaque ? image : work.WithAlpha(image);
        var background = Numbers(colour, inner.Bands);
        return work.Keep(inner.Embed(
            by, by, image.Width + (2 * by), image.Height + (2 * by), extend: Enums.Extend.Background, background: background));
    }

    public Image Round(Image image, Length radius)
    {
        var corner = Math.Min(radius.WholeIn(image.Width, image.Height), Math.Min(image.Width, image.Height) / 2);
        if (corner == 0)
        {
            return image;
        }

        var topLeft = work.Keep(VipsPixels.From(RoundCorner.Of(corner), corner, corner, 1));
        var topRight = Flipped(topLeft, Enums.Direction.Horizontal);
        var (right, bottom) = (image.Width - corner, image.Height - corner);
        var mask = work.Insert(work.Plain(image.Width, image.Height, [VipsWork.Opaque]), topLeft, 0, 0);
        mask = work.Insert(mask, topRight, right, 0);
        mask = work.Insert(mask, Flipped(topLeft, Enums.Direction.Vertical), 0, bottom);
        mask = work.Insert(mask, Flipped(topRight, Enums.Direction.Vertical), right, bottom);
        return VipsWork.HasAlpha(image)
            ? work.Join(work.Colours(image), Times(work.Alpha(image), mask))
            : work.Join(image, mask);
    }

    public Image Background(Image image, Rgba colour) => VipsWork.HasAlpha(image)
        ? work.Keep(image.Flatten(background: Numbers(colour, 3)))
        : throw new EditRefusedException(
            "Nothing in the picture is transparent, so a background colour would not be seen.", "图片没有透明的部分，背景色不会被看到。");

    public Image Canvas(MakeCanvas canvas)
    {
        limits.Check(canvas.Width, canvas.Height);
        var (colour, alpha) = (canvas.Colour, canvas.Colour.A);
        return work.Plain(canvas.Width, canvas.Height, colour.IsOpaque ? [colour.R, colour.G, colour.B]
            : [colour.R, colour.G, colour.B, alpha]);
    }

    public Image Blend(Image image, Image second, double percent)
    {
        var box = Layout.Crop(new CropToRatio(image.Width, image.Height, Anchor.Center), second.Width, second.Height);
        var cover = work.Scale(work.Cut(second, box.X, box.Y, box.Width, box.Height), image.Width, image.Height);
        return Over(image, cover, 0, 0, percent);
    }

    public Image Beside(Image image, Image second, Anchor side)
    {
        var across = side is Anchor.Left or Anchor.Right;
        var (width, height) = across
            ? Layout.Resize(new ResizeToHeight(image.Height), second.Width, second.Height)
            : Layout.Resize(new ResizeToWidth(image.Width), second.Width, second.Height);
        limits.Check(across ? (long)image.Width + width : image.Width, across ? image.Height : (long)image.Height + height);
        second = work.Scale(second, width, height);
        if (VipsWork.HasAlpha(image) || VipsWork.HasAlpha(second))
        {
            (image, second) = (work.WithAlpha(image), work.WithAlpha(second));
        }

        var (first, last) = side is Anchor.Left or Anchor.Top ? (second, image) : (image, second);
        return work.Keep(first.Join(last, across ? Enums.Direction.Horizontal : Enums.Direction.Vertical));
    }

    public Image Place(Image image, Image second, PlaceOver place)
    {
        var wide = Math.Max(1, (int)Math.Round(image.Width * place.Scale / 100));
        var (width, height) = Layout.Fit(second.Width, second.Height, wide, image.Height);
        var box = Layout.Anchored((width, height), place.Place, image.Width, image.Height);
        return Over(image, work.Scale(second, width, height), box.X, box.Y, place.Opacity);
    }

    /// <summary>Lays one image over a part of another.</summary>
    /// <param name="layer">Lies wholly inside.</param>
    public Image Over(Image image, Image layer, int x, int y, double opacity)
    {
        var solid = work.WithAlpha(layer);
        var alpha = opacity < 100 ? VipsColour.Map(work, work.Alpha(solid), Faded(opacity)) : work.Alpha(solid);
        // Asked for in parts, out of order.
        var ground = work.ToMemory(image);
        var below = work.Cut(ground, x, y, layer.Width, layer.Height);
        var mixed = VipsWork.HasAlpha(image)
            ? work.ToBytes(work.Keep(below.Composite2(work.Join(work.Colours(solid), alpha), Enums.BlendMode.Over)))
            : work.Keep(alpha.Ifthenelse(work.Colours(solid), below, blend: true));
        return (layer.Width, layer.Height) == (image.Width, image.Height) ? work.AsSrgb(mixed)
            : work.Insert(ground, work.AsSrgb(mixed), x, y);
    }

    /// <summary>Lays one colour over a picture where a mask says so; what lies beyond the picture is left out.</summary>
    /// <param name="box">Where a mask without an offset begins.</param>
    public Image Stamp(Image image, LayerMask mask, Box box, Rgba colour, double opacity)
    {
        var (x, y) = (box.X + mask.X, box.Y + mask.Y);
        var (left, top) = (Math.Max(0, -x), Math.Max(0, -y));
        var (width, height) = (Math.Min(mask.Cover.Width, image.Width - x) - left, Math.Min(mask.Cover.Height, image.Height - y) - top);
        if (width <= 0 || height <= 0)
        {
            return image;
        }

        var cover = work.Cut(mask.Cover, left, top, width, height);
        return Over(image, work.Join(work.Plain(width, height, [colour.R, colour.G, colour.B]), cover), x + left, y + top, opacity);
    }

    private static byte[][] Faded(double opacity)
    {
        byte[] curve = [.. Enumerable.Range(0, 256).Select(value =>
            (byte)Math.Round(value * opacity / 100, MidpointRounding.AwayFromZero))];
        return [curve, curve, curve];
    }

    private Image Times(Image left, Image right) => work.Keep(work.Keep(left.Multiply(right)).Linear([1 / 255.0], [0.5], uchar: true));

    private Image Flipped(Image image, Enums.Direction direction) =>
        work.Keep(image.Flip(direction));

    /// <summary>A colour as libvips takes it.</summary>
    public static double[] Numbers(Rgba colour, int bands) =>
        bands == 4 ? [colour.R, colour.G, colour.B, colour.A] : [colour.R, colour.G, colour.B];
}

/// <summary>How much of each pixel is covered, and how far from the place of what it belongs to.</summary>
internal readonly record struct LayerMask(Image Cover, int X, int Y);
