using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.Editing.Drawing;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Shapes on a picture, and pictures beside each other.</summary>
internal static class VipsShapes
{
    public static Image Draw(VipsWork work, VipsLayers layers, Image image, DrawShape step)
    {
        if (ShapeMask.Of(step, image.Width, image.Height) is not { } mask)
        {
            throw new EditRefusedException(
                $"The shape would lie outside the picture, which is {image.Width} × {image.Height} pixels.",
                $"图形会落在图片之外；图片是 {image.Width} × {image.Height} 像素。");
        }

        var cover = work.Keep(VipsPixels.From(mask.Bytes, mask.Place.Width, mask.Place.Height, 1));
        return layers.Stamp(image, new(cover, 0, 0), mask.Place, step.Colour, 100.0 * step.Colour.A / 255);
    }

    /// <param name="pictures">Decoded only while they are scaled.</param>
    public static Image Collage(VipsWork work, EditLimits limits, IReadOnlyList<Image> pictures, Collage step)
    {
        var layout = CollageLayout.Of(step, [.. pictures.Select(picture => new PixelSize(picture.Width, picture.Height))]);
        limits.Check(layout.Width, layout.Height);
        var colour = step.Background;
        var all = work.Plain(layout.Width, layout.Height, colour.IsOpaque ? [colour.R, colour.G, colour.B]
            : [colour.R, colour.G, colour.B, colour.A]);
        foreach (var (picture, box) in pictures.Zip(layout.Boxes))
        {
            var small = work.ToMemory(work.Scale(picture, box.Width, box.Height));
            all = work.Insert(all, On(work, small, colour), box.X, box.Y);
        }

        return all;
    }

    private static Image On(VipsWork work, Image picture, Rgba colour) => !colour.IsOpaque ? work.WithAlpha(picture)
        : VipsWork.HasAlpha(picture) ? work.Keep(picture.Flatten(background: VipsLayers.Numbers(colour, 3)))
        : picture;
}
