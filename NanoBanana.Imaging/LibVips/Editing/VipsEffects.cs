using NanoBanana.Imaging.Editing.Grading;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Looks that libvips makes by itself; each gets three bands and gives three.</summary>
internal static class VipsEffects
{
    /// <param name="percent">0–100.</param>
    public static Image Grain(VipsWork work, Image colours, double percent)
    {
        // Middle greys show it most.
        var share = work.Keep(work.Keep(VipsRelight.Light(work,
            colours).Cast(Enums.BandFormat.Uchar)).Maplut(work.Keep(Amplitude(percent * 0.26))));
        var grain = work.Keep(VipsTextures.Grain(work, colours).Multiply(share));
        return Bytes(work, work.Keep(colours.Add(grain)));
    }

    /// <summary>What is light shines over what is around it.</summary>
    public static Image Glow(VipsWork work, Image colours)
    {
        var lights = VipsColour.Map(work, colours, LookCurves.Lights);
        var shine = VipsDetail.WideBlur(work, lights, 0.022 * Math.Min(colours.Width, colours.Height));
        return Screen(work, colours, shine);
    }

    /// <summary>A sharp picture under one out of focus.</summary>
    public static Image SoftFocus(VipsWork work, Image colours)
    {
        var soft = VipsDetail.WideBlur(work, colours, 0.014 * Math.Min(colours.Width, colours.Height));
        var shine = Screen(work, colours, VipsColour.Map(work, soft, LookCurves.Dimmed));
        return work.Blend(shine, soft, 45);
    }

    /// <summary>Light from the upper left on a relief of the picture.</summary>
    public static Image Emboss(VipsWork work, Image colours)
    {
        var unit = VipsTextures.Unit(colours);
        var slope = Conv(work, Smooth(work, colours, 0.7 * unit), new double[,] { { -1, -1, 0 }, { -1, 0, 1 }, { 0, 1, 1 } });
        return Grey(work, work.Keep(slope.Linear([-0.9 * Math.Sqrt(unit)], [128.0])));
    }

    /// <summary>How steeply the light changes.</summary>
    public static Image Edges(VipsWork work, Image colours)
    {
        var unit = VipsTextures.Unit(colours);
        var light = work.Share(Smooth(work, colours, 0.9 * unit));
        var across = Conv(work, light, new double[,] { { -1, 0, 1 }, { -2, 0, 2 }, { -1, 0, 1 } });
        var down = Conv(work, light, new double[,] { { -1, -2, -1 }, { 0, 0, 0 }, { 1, 2, 1 } });
        var squares = work.Keep(work.Keep(across.Multiply(across)).Add(work.Keep(down.Multiply(down))));
        return Grey(work, work.Keep(work.Keep(squares.Pow(0.5)).Linear([1.1 * unit], [-10.0])));
    }

    /// <param name="percent">Of the light from which on a pixel is white.</param>
    public static Image Threshold(VipsWork work, Image colours, double percent) =>
        Grey(work, work.Keep(VipsRelight.Light(work, colours).RelationalConst(Enums.OperationRelational.Moreeq, [255 * percent / 100])));

    public static Image Grey(VipsWork work, Image light)
    {
        var one = Bytes(work, light);
        return work.AsSrgb(work.Keep(one.Bandjoin(one, one)));
    }

    private static Image Screen(VipsWork work, Image below, Image above)
    {
        var dark = work.Keep(work.Keep(below.Linear([-1.0], [255.0])).Multiply(work.Keep(above.Linear([-1.0], [255.0]))));
        return work.AsSrgb(work.Keep(dark.Linear([-1 / 255.0], [255.5], uchar: true)));
    }

    private static Image Smooth(VipsWork work, Image colours, double sigma) =>
        work.Keep(VipsRelight.Light(work, colours).Gaussblur(Math.Max(0.5, sigma), precision: Enums.Precision.Float));

    private static Image Conv(VipsWork work, Image light, double[,] mask) =>
        work.Keep(light.Conv(work.Keep(Image.NewFromArray(mask)), precision: Enums.Precision.Float));

    private static Image Bytes(VipsWork work, Image image) => work.AsSrgb(work.Keep(image.Linear([1.0], [0.5], uchar: true)));

    private static Image Amplitude(double most)
    {
        var table = new float[256];
        for (var value = 0; value < table.Length; value++)
        {
            var light = value / 255.0;
            table[value] = (float)(most * (0.35 + (0.65 * 4 * light * (1 - light))));
        }

        return Image.NewFromMemoryCopy<float>(table, table.Length, 1, 1, Enums.BandFormat.Float);
    }
}
