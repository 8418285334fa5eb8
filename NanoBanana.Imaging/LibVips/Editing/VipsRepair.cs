using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.Editing.Grading;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>What looks at the whole picture first and does as much as it needs.</summary>
internal static class VipsRepair
{
    private const int Longest = 256;
    private const int MostStretch = 90;

    /// <summary>Each part by as much as it is missed, so that a good picture stays nearly as it is.</summary>
    public static Image Enhance(VipsWork work, Image image, double percent)
    {
        var ground = work.ToMemory(image);
        var seen = Look(work, ground);
        var lit = work.ToMemory(() => Light(work, Balance(work, ground, seen, strength: 0.5), seen, strength: 0.7));
        var clear = VipsRelight.Do(work, lit, Relighting.Of(new Adjust(Quality.Clarity, 12))!);
        var vivid = Math.Clamp((0.10 - seen.Chroma) * 500, 0, 25);
        var enhanced = vivid < 1 ? clear : VipsColour.Grade(work, clear, Grade.Of(new Adjust(Quality.Vibrance, vivid))!);
        return work.Blend(ground, enhanced, percent);
    }

    public static Image FixColours(VipsWork work, Image image)
    {
        var ground = work.ToMemory(image);
        return Balance(work, ground, Look(work, ground), strength: 1);
    }

    public static Image FixLight(VipsWork work, Image image)
    {
        var ground = work.ToMemory(image);
        return Light(work, ground, Look(work, ground), strength: 1);
    }

    private static Image Balance(VipsWork work, Image image, PictureLight seen, double strength) =>
        VipsColour.Map(work, image, ToneCurve.Balance(seen.Balance(strength)));

    private static Image Light(VipsWork work, Image image, PictureLight seen, double strength)
    {
        // A third of the range at most is gained at each end, so fog stays fog.
        var black = strength * Math.Min(seen.Black, MostStretch);
        var white = 255 - (strength * Math.Min(255 - seen.White, MostStretch));
        var stretched = white - black > 250 ? image : VipsColour.Map(work, image, ToneCurve.All(value =>
            255 * (value - black) / (white - black)));
        var middle = (seen.Middle - black) / (white - black);
        // Half-way to where photographs have their middle.
        var lift = strength * Math.Clamp((0.40 - middle) * 260, -30, 80);
        return Math.Abs(lift) < 4 ? stretched
            : VipsRelight.Do(work, stretched, new(light => Lifted(light, lift / 100), 1));
    }

    private static double Lifted(double light, double amount) => amount < 0
        ? ToneCurve.Brighten(Math.Clamp(light, 0, 1), amount / 2)
        : ToneCurve.Brighten(Relighting.Of(new Adjust(Quality.Shadows, 70 * amount))!.Curve(light), amount * 0.55);

    private static PictureLight Look(VipsWork work, Image image)
    {
        using var small = VipsPixels.ToRaster(work.Keep(work.Colours(image).ThumbnailImage(Longest, height: Longest, size: Enums.Size.Down,
            noRotate: true)));
        return PictureLight.Of(small);
    }
}
