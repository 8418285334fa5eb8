using NanoBanana.Imaging.Editing.Grading;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Takes out what lies over a picture: haze in the air, unevenness on skin.</summary>
internal static class VipsClearing
{
    private const int HazeSide = 400;
    // Of the haze: a little of it is what tells far from near.
    private const double MostHaze = 0.86;
    // What shows through at least, so that noise is not multiplied without end.
    private const double LeastClear = 0.18;

    /// <param name="percent">0–100.</param>
    public static Image Dehaze(VipsWork work, Image image, double percent)
    {
        var ground = work.ToMemory(image);
        return work.OnColours(ground, colours =>
        {
            using var pixels = VipsPixels.ToRaster(work.Keep(colours.ThumbnailImage(HazeSide, height: HazeSide, size: Enums.Size.Down,
                noRotate: true)));
            var haze = Haze.Of(pixels);
            var light = VipsRelight.Light(work, colours);
            var small = work.ToMemory(work.Keep(light.Resize((double)pixels.Width / light.Width,
                vscale: (double)pixels.Height / light.Height)));
            var dark = work.Keep(work.Keep(VipsPixels.From(haze.Dark, pixels.Width, pixels.Height, 1)).Cast(Enums.BandFormat.Float));
            var thick = VipsGuide.Enlarge(work, dark, small, light, 0.03 * Math.Min(pixels.Width, pixels.Height), edge: 8);
            var strength = MostHaze * percent / 100 / 255;
            var clear = work.Keep(work.Keep(thick.Linear([-255 * strength], [255.0], uchar: true)).Maplut(work.Keep(AtLeast(LeastClear))));
            // What is seen is the thing, as far as the air is clear, and the air's colour.
            var less = work.Keep(colours.Linear([1.0, 1.0, 1.0], [.. haze.Colour.Select(air => -air)]));
            return work.AsSrgb(work.Keep(work.Keep(less.Divide(clear)).Linear([1.0, 1.0, 1.0], [.. haze.Colour.Select(air =>
                air + 0.5)], uchar: true)));
        });
    }

    /// <summary>Between the finest grain, which is skin, and the light of the face, which is its shape, lies what is smoothed.</summary>
    /// <param name="percent">0–100.</param>
    public static Image SmoothSkin(VipsWork work, Image image, double percent)
    {
        var ground = work.ToMemory(image);
        return work.OnColours(ground, colours =>
        {
            var unit = VipsTextures.Unit(colours);
            var skin = VipsDetail.WideBlur(work, work.MakeBand(colours, SkinTone.Mark), 2.5 * unit);
            var light = work.Share(VipsRelight.Light(work, colours));
            var fine = work.Keep(light.Subtract(work.Keep(light.Gaussblur(0.7 * unit, precision: Enums.Precision.Float))));
            var smooth = work.Keep(VipsRelight.Area(work, light, radius: 0.012).Add(work.Keep(fine.Linear([0.6], [0.0]))));
            var share = work.Keep(skin.Linear([percent / 100 / 255], [0.0]));
            var change = work.Keep(work.Keep(smooth.Subtract(light)).Multiply(share));
            return work.AsSrgb(work.Keep(work.Keep(colours.Add(change)).Linear([1.0], [0.5], uchar: true)));
        });
    }

    private static Image AtLeast(double least)
    {
        var table = new float[256];
        for (var at = 0; at < table.Length; at++)
        {
            table[at] = (float)Math.Max(least, at / 255.0);
        }

        return Image.NewFromMemoryCopy<float>(table, table.Length, 1, 1, Enums.BandFormat.Float);
    }
}
