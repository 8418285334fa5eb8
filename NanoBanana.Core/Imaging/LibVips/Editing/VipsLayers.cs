using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Imaging.LibVips.Editing;

/// <summary>What is put around, behind, beside or over a picture.</summary>
internal sealed class VipsLayers(VipsWork work, EditLimits limits)
{
    public VipsImage Border(VipsImage image, Length width, Rgba colour)
    {
        var by = width.WholeIn(image.Width, image.Height);
        limits.Check(image.Width + (2L * by), image.Height + (2L * by));
        var inner = colour.IsOpaque ? image : work.WithAlpha(image);
        return work.Run(new VipsOperation("embed").Set("in", inner).Set("x", by).Set("y", by)
            .Set("width", image.Width + (2 * by)).Set("height", image.Height + (2 * by))
            .Set("extend", VipsExtend.Background).Set("background", Numbers(colour, inner.Bands)));
    }

    public VipsImage Round(VipsImage image, Length radius)
    {
        var corner = Math.Min(radius.WholeIn(image.Width, image.Height), Math.Min(image.Width, image.Height) / 2);
        if (corner == 0)
        {
            return image;
        }

        var topLeft = work.Keep(VipsImage.FromPixels(RoundCorner.Of(corner), corner, corner, 1));
        var topRight = Flipped(topLeft, VipsDirection.Horizontal);
        var (right, bottom) = (image.Width - corner, image.Height - corner);
        var mask = work.Insert(work.Plain(image.Width, image.Height, [VipsWork.Opaque]), topLeft, 0, 0);
        mask = work.Insert(mask, topRight, right, 0);
        mask = work.Insert(mask, Flipped(topLeft, VipsDirection.Vertical), 0, bottom);
        mask = work.Insert(mask, Flipped(topRight, VipsDirection.Vertical), right, bottom);
        return VipsWork.HasAlpha(image)
            ? work.Join(work.Colours(image), Times(work.Alpha(image), mask))
            : work.Join(image, mask);
    }

    public VipsImage Background(VipsImage image, Rgba colour) => VipsWork.HasAlpha(image)
        ? work.Run(new VipsOperation("flatten").Set("in", image).Set("background", Numbers(colour, 3)))
        : throw new EditRefusedException("Nothing in the picture is transparent, so a background colour would not be seen.");

    public VipsImage Canvas(MakeCanvas canvas)
    {
        limits.Check(canvas.Width, canvas.Height);
        var (colour, alpha) = (canvas.Colour, canvas.Colour.A);
        return work.Plain(canvas.Width, canvas.Height, colour.IsOpaque ? [colour.R, colour.G, colour.B] : [colour.R, colour.G, colour.B, alpha]);
    }

    public VipsImage Blend(VipsImage image, VipsImage second, double percent)
    {
        var box = Layout.Crop(new CropToRatio(image.Width, image.Height, Anchor.Center), second.Width, second.Height);
        var cover = work.Scale(work.Cut(second, box.X, box.Y, box.Width, box.Height), image.Width, image.Height);
        return Over(image, cover, 0, 0, percent);
    }

    public VipsImage Beside(VipsImage image, VipsImage second, Anchor side)
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
        return work.Run(new VipsOperation("join").Set("in1", first).Set("in2", last)
            .Set("direction", across ? VipsDirection.Horizontal : VipsDirection.Vertical));
    }

    public VipsImage Place(VipsImage image, VipsImage second, PlaceOver place)
    {
        var wide = Math.Max(1, (int)Math.Round(image.Width * place.Scale / 100));
        var (width, height) = Layout.Fit(second.Width, second.Height, wide, image.Height);
        var box = Layout.Anchored((width, height), place.Place, image.Width, image.Height);
        return Over(image, work.Scale(second, width, height), box.X, box.Y, 100);
    }

    /// <summary>Lays one image over a part of another.</summary>
    /// <param name="layer">Lies wholly inside.</param>
    public VipsImage Over(VipsImage image, VipsImage layer, int x, int y, double opacity)
    {
        var solid = work.WithAlpha(layer);
        var alpha = opacity < 100 ? VipsColour.Map(work, work.Alpha(solid), Faded(opacity)) : work.Alpha(solid);
        // Asked for in parts, out of order.
        var ground = work.ToMemory(image);
        var below = work.Cut(ground, x, y, layer.Width, layer.Height);
        var mixed = VipsWork.HasAlpha(image)
            ? work.ToBytes(work.Run(new VipsOperation("composite2").Set("base", below).Set("overlay", work.Join(work.Colours(solid), alpha)).Set("mode", VipsBlend.Over)))
            : work.Run(new VipsOperation("ifthenelse").Set("cond", alpha).Set("in1", work.Colours(solid)).Set("in2", below).Set("blend", true));
        return (layer.Width, layer.Height) == (image.Width, image.Height) ? work.AsSrgb(mixed) : work.Insert(ground, work.AsSrgb(mixed), x, y);
    }

    private static byte[][] Faded(double opacity)
    {
        byte[] curve = [.. Enumerable.Range(0, 256).Select(value => (byte)Math.Round(value * opacity / 100, MidpointRounding.AwayFromZero))];
        return [curve, curve, curve];
    }

    private VipsImage Times(VipsImage left, VipsImage right) => work.Run(new VipsOperation("linear")
        .Set("in", work.Run(new VipsOperation("multiply").Set("left", left).Set("right", right)))
        .Set("a", [1 / 255.0]).Set("b", [0.5]).Set("uchar", true));

    private VipsImage Flipped(VipsImage image, VipsDirection direction) =>
        work.Run(new VipsOperation("flip").Set("in", image).Set("direction", direction));

    private static double[] Numbers(Rgba colour, int bands) =>
        bands == 4 ? [colour.R, colour.G, colour.B, colour.A] : [colour.R, colour.G, colour.B];
}
