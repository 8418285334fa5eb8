using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.Editing.Grading;
using NanoBanana.Imaging.Editing.Painting;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Each look as what it is made of, mixed with the picture by its strength.</summary>
internal static class VipsLooks
{
    public static Image Do(VipsWork work, Image image, Look look)
    {
        var ground = work.ToMemory(image);
        return work.OnColours(ground, colours => look.Kind is LookKind.Threshold or LookKind.Posterize or LookKind.Grain
            ? Whole(work, colours, look)
            : work.Blend(colours, Whole(work, colours, look), look.Percent));
    }

    private static Image Whole(VipsWork work, Image colours, Look look) => look.Kind switch
    {
        LookKind.Posterize or LookKind.Solarize => VipsColour.Map(work, colours, ToneCurve.Of(look)!),
        LookKind.Threshold => VipsEffects.Threshold(work, colours, look.Percent),
        LookKind.Grain => VipsEffects.Grain(work, colours, look.Percent),
        LookKind.Vintage => Vignette(work, VipsEffects.Grain(work, Graded(work, colours, look), 30), 28),
        LookKind.Film => VipsEffects.Grain(work, Graded(work, colours, look), 26),
        LookKind.Cinematic => Vignette(work, Graded(work, colours, look), 22),
        LookKind.Noir => Vignette(work, VipsEffects.Grain(work, Graded(work, Relit(work, colours, look), look), 26), 40),
        LookKind.Dramatic => Vignette(work, Graded(work, Relit(work, colours, look), look), 40),
        LookKind.Lomo => Vignette(work, Graded(work, colours, look), 75),
        LookKind.Hdr => Graded(work, Relit(work, colours, look), new Adjust(Quality.Vibrance, 30)),
        LookKind.Duotone => Graded(work, colours, look),
        LookKind.Glow => VipsEffects.Glow(work, colours),
        LookKind.SoftFocus => VipsEffects.SoftFocus(work, colours),
        LookKind.Emboss => VipsEffects.Emboss(work, colours),
        LookKind.Edges => VipsEffects.Edges(work, colours),
        LookKind.PencilSketch => VipsPencil.RegistrationImage(work, colours),
        LookKind.ColouredPencil => VipsPencil.Coloured(work, colours),
        LookKind.Halftone => work.Change(colours, pixels => Halftone.Print(pixels, look.First, look.Second)),
        _ => Painted(work, colours, look.Kind),
    };

    private static Image Painted(VipsWork work, Image colours, LookKind kind)
    {
        var scale = Math.Sqrt(Painter.MostPixels / ((double)colours.Width * colours.Height));
        if (scale >= 1)
        {
            return work.Change(colours, pixels => Painter.Paint(pixels, kind));
        }

        var (width, height) = ((int)(colours.Width * scale), (int)(colours.Height * scale));
        var small = work.Change(work.Scale(colours, width, height), pixels => Painter.Paint(pixels, kind));
        var large = work.Scale(small, colours.Width, colours.Height);
        // What is enlarged is soft; strokes are not.
        return work.AsSrgb(work.Keep(large.Sharpen(sigma: 0.8 / scale, x1: 1, m2: 2.4)));
    }

    private static Image Graded(VipsWork work, Image colours, EditStep step) => VipsColour.Grade(work, colours, Grade.Of(step)!);

    private static Image Relit(VipsWork work, Image colours, Look look) => VipsRelight.Do(work, colours, Relighting.Of(look)!);

    private static Image Vignette(VipsWork work, Image colours, double percent) => VipsDetail.Vignette(work, colours, percent);
}
