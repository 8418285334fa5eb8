using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local;

/// <summary>More or less of a program.</summary>
internal static class Amounts
{
    /// <returns>The program with every amount × the factor; null where it has none.</returns>
    public static EditProgram? Scale(EditProgram program, double factor)
    {
        var scaled = new EditProgram([.. program.Steps.Select(step => Scale(step, factor))]);
        return scaled.Equals(program) ? null : scaled;
    }

    private static EditStep Scale(EditStep step, double factor) => step switch
    {
        Within within => within with { Step = Scale(within.Step, factor) },
        Adjust { Quality: Quality.Contrast or Quality.Saturation } adjust =>
            adjust with { Percent = Math.Clamp(adjust.Percent * factor, -100, 300) },
        Adjust adjust => adjust with { Percent = Math.Clamp(adjust.Percent * factor, -100, 100) },
        Expose expose => new Expose(Math.Clamp(expose.Stops * factor, -5, 5)),
        ShiftHue hue => new ShiftHue(hue.Degrees * factor % 360),
        Enhance enhance => new Enhance(Whole(enhance.Percent * factor)),
        TintWith tint => tint with { Percent = Whole(tint.Percent * factor) },
        Recolour { Tone: Tone.Sepia } sepia => sepia with { Percent = Whole(sepia.Percent * factor) },
        Look look => look with { Percent = Whole(look.Percent * factor) },
        Sharpen sharpen => new Sharpen(Math.Clamp(sharpen.Percent * factor, 1, 500)),
        Blur { Radius: var radius } => new Blur(Scale(radius, factor, 5, 250)),
        Pixelate { Block: var block } => new Pixelate(Scale(block, factor, 50, 1000)),
        RoundCorners { Radius: var radius } => new RoundCorners(Scale(radius, factor, 50, 5000)),
        AddBorder border => border with { Width = Scale(border.Width, factor, 50, 5000) },
        Develop develop => develop.Scale(factor),
        Vignette vignette => new Vignette(Whole(vignette.Percent * factor)),
        Denoise denoise => new Denoise(Whole(denoise.Percent * factor)),
        Dehaze dehaze => new Dehaze(Whole(dehaze.Percent * factor)),
        SmoothSkin smooth => new SmoothSkin(Whole(smooth.Percent * factor)),
        DropShadow shadow => new DropShadow(Whole(shadow.Percent * factor)),
        SetBackground { Backdrop: Backdrop.Blurred blurred } => new SetBackground(new Backdrop.Blurred(Whole(blurred.Percent * factor))),
        BlendSecond blend => new BlendSecond(Whole(blend.Percent * factor)),
        Straighten straighten => new Straighten(Math.Clamp(straighten.Degrees * factor, -45, 45)),
        Rotate rotate => new Rotate(rotate.Degrees * factor % 360),
        Extend extend => extend with { By = Scale(extend.By, factor, 200, 10_000) },
        ResizeByShare resize => new ResizeByShare(Math.Clamp(100 * Math.Pow(resize.Percent / 100, factor), 1, 1000)),
        Upscale upscale => new Upscale(Math.Clamp(Math.Pow(upscale.Factor, factor), 1.1, 10)),
        CropToShare crop => crop with { Percent = Math.Clamp(100 * Math.Pow(crop.Percent / 100, factor), 1, 99) },
        TrimSide trim => trim with { Pixels = Math.Max(1, (int)Math.Round(trim.Pixels * factor)) },
        CropSide crop => crop with { Percent = Math.Clamp(crop.Percent * factor, 1, 95) },
        WriteText { Size: { } size } text => text with { Size = Scale(size, factor, 100, 5000) },
        LimitBytes limit => new LimitBytes((long)Math.Max(5000, limit.Most / factor)),
        _ => step,
    };

    private static double Whole(double percent) => Math.Clamp(percent, 1, 100);

    private static Length Scale(Length length, double factor, double mostPercent, double mostPixels) =>
        length with { Value = Math.Min(length.Value * factor, length.IsPercent ? mostPercent : mostPixels) };
}
