using NanoBanana.Imaging.Editing;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Grows a picture; its own pixels stay exact.</summary>
internal sealed class VipsFrames(VipsWork work, EditLimits limits)
{
    // Of the shorter side.
    private const double Blur = 0.045;
    private const double ShadowBlur = 0.02;

    public Image Extend(Image image, Extend step) => Grow(image, Layout.Extend(step, image.Width, image.Height), step.Fill);

    public Image Pad(Image image, PadToRatio step) => Grow(image, Layout.Pad(step, image.Width, image.Height), step.Fill);

    /// <summary>The picture over a soft shadow a little lower, on a transparent ground with room for it.</summary>
    public Image Shadow(Image image, double percent)
    {
        var sigma = Math.Max(1, ShadowBlur * Math.Min(image.Width, image.Height));
        var margin = (int)Math.Ceiling(3.2 * sigma);
        var (width, height) = (image.Width + (2 * margin), image.Height + (2 * margin));
        limits.Check(width, height);
        var solid = work.ToMemory(work.WithAlpha(image));
        var alpha = work.Keep(work.Alpha(solid).Embed(margin, margin + (int)(0.6 * sigma), width, height));
        var shadow = VipsDetail.WideBlur(work, alpha, sigma);
        var dark = work.Keep(shadow.Linear([Math.Clamp(percent, 0, 100) / 100], [0.5], uchar: true));
        var ground = work.Join(work.Plain(width, height, [0, 0, 0]), dark);
        var above = work.AsSrgb(work.Keep(solid.Embed(margin, margin, width, height)));
        return work.ToBytes(work.Keep(ground.Composite2(above, Enums.BlendMode.Over)));
    }

    private Image Grow(Image image, Box place, Fill fill)
    {
        limits.Check(place.Width, place.Height);
        var ground = work.ToMemory(image);
        return fill switch
        {
            Fill.Plain { Colour: var colour } => Around(colour.IsOpaque ? ground : work.WithAlpha(ground), place, colour),
            Fill.Blur => work.Insert(VipsDetail.WideBlur(work, Mirrored(ground, place), Blur * Math.Min(place.Width, place.Height)), ground,
                place.X, place.Y),
            _ => Mirrored(ground, place),
        };
    }

    private Image Around(Image image, Box place, Rgba colour) => work.AsSrgb(work.Keep(image.Embed(
        place.X, place.Y, place.Width, place.Height, extend: Enums.Extend.Background, background: VipsLayers.Numbers(colour,
            image.Bands))));

    private Image Mirrored(Image image, Box place) =>
        work.AsSrgb(work.Keep(image.Embed(place.X, place.Y, place.Width, place.Height, extend: Enums.Extend.Mirror)));
}
