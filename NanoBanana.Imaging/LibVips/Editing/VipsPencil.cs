using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Drawings: lines where the light changes, strokes where it is dark, paper under both.</summary>
internal static class VipsPencil
{
    public static Image RegistrationImage(VipsWork work, Image colours)
    {
        var light = work.Share(VipsRelight.Light(work, colours));
        var lines = Lines(work, light);
        var tone = Tone(work, light);
        // Two layers of strokes, the second only where it is darkest.
        var first = Strokes(work, tone, VipsTextures.Hatch(work, light, 48, 31), from: 190, weight: 0.62);
        var second = Strokes(work, tone, VipsTextures.Hatch(work, light, 118, 25), from: 95, weight: 0.75);
        var drawn = work.Keep(work.Keep(lines.Multiply(first)).Multiply(second));
        var paper = work.Keep(VipsTextures.Paper(work, light).Linear([3.2], [0.0]));
        return VipsEffects.Grey(work, work.Keep(work.Keep(drawn.Linear([232.0], [14.0])).Add(paper)));
    }

    public static Image Coloured(VipsWork work, Image colours)
    {
        var light = work.Share(VipsRelight.Light(work, colours));
        var tone = Tone(work, light);
        var strokes = work.Keep(
            Strokes(work, tone, VipsTextures.Hatch(work, light, 52, 27), from: 245, weight: 0.6)
                .Multiply(Strokes(work, tone, VipsTextures.Hatch(work, light, 35, 21), from: 150, weight: 0.5)));
        var soft = work.Keep(colours.Gaussblur(1.2 * VipsTextures.Unit(colours)));
        // How much of the paper the colour covers: 1 minus what the strokes leave white.
        var cover = work.Keep(work.Keep(strokes.Linear([-1.25], [1.32])).Linear([1.0], [0.0]));
        var pigment = work.Keep(work.Keep(soft.Linear([-1.0], [255.0])).Multiply(cover));
        var drawn = work.Keep(work.Keep(pigment.Linear([-1.0], [252.0])).Multiply(work.Keep(Lines(work, light).Linear([0.75], [0.25]))));
        var paper = work.Keep(VipsTextures.Paper(work, light).Linear([4.0], [0.5]));
        return work.AsSrgb(work.Keep(work.Keep(drawn.Add(paper)).Linear([1.0], [0.0], uchar: true)));
    }

    /// <summary>0 where a line is, 1 where none is: the light divided by the light around it.</summary>
    private static Image Lines(VipsWork work, Image light)
    {
        var unit = VipsTextures.Unit(light);
        var sharp = work.Keep(light.Gaussblur(0.6 * unit, precision: Enums.Precision.Float));
        var around = VipsDetail.WideBlur(work, light, 5.5 * unit);
        var ratio = work.Keep(work.Keep(sharp.Linear([1.0], [6.0])).Divide(work.Keep(around.Linear([1.0], [6.0]))));
        // What is lighter than its surroundings is paper; below, the contrast of a soft pencil.
        var clipped = work.Keep(work.Keep(ratio.Linear([250.0], [0.0], uchar: true)).Linear([1 / 250.0], [0.0]));
        return work.Keep(clipped.Pow(2.6));
    }

    private static Image Tone(VipsWork work, Image light) =>
        work.Share(VipsDetail.WideBlur(work, light, 2.2 * VipsTextures.Unit(light)));

    /// <summary>1 on paper, less on strokes; the darker the tone, the more of them.</summary>
    /// <param name="from">The light below which they begin, 0–255.</param>
    private static Image Strokes(VipsWork work, Image tone, Image hatch, double from, double weight)
    {
        var dark = work.Keep(work.Keep(work.Keep(tone.Linear([-255 / from], [255.0], uchar: true)).Linear([1 / 255.0], [0.0])).Pow(0.8));
        var pattern = work.Keep(work.Keep(hatch.Linear([70.0], [128.0], uchar: true)).Linear([1 / 255.0], [0.25]));
        var ink = work.Keep(dark.Multiply(pattern));
        return work.Keep(work.Keep(ink.Linear([-255 * weight], [255.0], uchar: true)).Linear([1 / 255.0], [0.0]));
    }
}
