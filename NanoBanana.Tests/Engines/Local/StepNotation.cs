using System.Globalization;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Imaging.Editing;

namespace NanoBanana.Tests.Engines.Local;

/// <summary>Writes what became of a wish as the tables of wishes have it: short, and the same for the same steps.</summary>
internal static class StepNotation
{
    public static string Of(Reading reading) => reading switch
    {
        Reading.Understood understood => string.Join("; ", understood.Program.Steps.Select(Of))
            + (understood.ReadAs.Count > 0 ? $" (read as {string.Join(", ", understood.ReadAs)})" : ""),
        Reading.Talked { Talk: var talk } =>
            $"talk {talk.Kind}{(talk.Factor == 1 ? "" : $" {N(talk.Factor)}")}{(talk.Wish.Length > 0 ? $": {talk.Wish}" : "")}",
        Reading.NotUnderstood not => $"refused: {string.Join(", ", not.Words)}",
        _ => throw new ArgumentException(reading.ToString()),
    };

    private static string Of(EditStep step) => step switch
    {
        Within within => $"{Of(within.Step)} in {Of(within.Where)}",
        Adjust adjust => $"{adjust.Quality} {Signed(adjust.Percent)}",
        Look look => $"{look.Kind} {N(look.Percent)}{Colours(look.First, look.Second)}",
        Expose expose => $"Expose {Signed(expose.Stops)}",
        Recolour { Percent: < 100 } recolour => $"{recolour.Tone} {recolour.Percent:0.###}",
        Recolour recolour => recolour.Tone.ToString(),
        CropToRatio crop => $"Crop {N(crop.Width)}:{N(crop.Height)}{At(crop.Keep)}",
        CropToShare crop => $"Crop {N(crop.Percent)}%{At(crop.Keep)}",
        CropSide crop => $"Cut {N(crop.Percent)}%{At(crop.Side)}",
        TrimSide trim => $"Cut {trim.Pixels}px{At(trim.Side)}",
        CropToSize crop => $"Crop {crop.Width}x{crop.Height}{At(crop.Keep)}",
        CropToBox crop => $"Crop {crop.Width}x{crop.Height} at {crop.X}, {crop.Y}",
        ResizeToSize size => $"Resize {size.Width}x{size.Height} {size.Fit}",
        ResizeToWidth size => $"Resize width {size.Width}",
        ResizeToHeight size => $"Resize height {size.Height}",
        ResizeByShare size => $"Resize {N(size.Percent)}%",
        Rotate rotate => $"Rotate {N(rotate.Degrees)}",
        Straighten straighten => $"Straighten {N(straighten.Degrees)}",
        Flip flip => $"Flip {flip.Axis}",
        Upscale upscale => $"Upscale {N(upscale.Factor)}",
        Blur blur => $"Blur {Of(blur.Radius)}",
        Pixelate pixelate => $"Pixelate {Of(pixelate.Block)}",
        Sharpen sharpen => $"Sharpen {N(sharpen.Percent)}",
        Enhance or Denoise or Dehaze or SmoothSkin or Vignette or DropShadow
            or BlendSecond => $"{step.GetType().Name} {N(PercentOf(step))}",
        TintWith tint => $"Tint {Of(tint.Colour)} {N(tint.Percent)}",
        ReplaceColour replace => $"Replace {Of(replace.From)} {Of(replace.To)}",
        KeepColour keep => $"Keep {Of(keep.Colour)}",
        ShiftHue hue => $"Hue {Signed(hue.Degrees)}",
        SetBackground background => $"Background {Of(background.Backdrop)}",
        FillBackground fill => $"Behind {Of(fill.Colour)}",
        PlaceSubject place => $"Subject on {place.Width}x{place.Height} {Of(place.Canvas)}",
        Extend extend => $"Extend {extend.Sides} {Of(extend.By)} {Of(extend.Fill)}",
        PadToRatio pad => $"Pad {N(pad.Width)}:{N(pad.Height)} {Of(pad.Fill)}",
        AddBorder border => $"Border {Of(border.Width)} {Of(border.Colour)}",
        RoundCorners round => $"Round {Of(round.Radius)}",
        WriteText text => $"Text '{text.Text}'{At(text.Place)} {Of(text.Colour)}{(text.Size is { } size ? $" {Of(size)}" : "")}"
            + $"{(text.Opacity == 100 ? "" : $" {N(text.Opacity)}%")}{(text.IsBold ? " bold" : "")}"
            + $"{(text.Outline is null ? "" : " outline")}{(text.HasShadow ? " shadow" : "")}",
        DrawShape shape => $"{shape.Kind}{At(shape.Place)} {Of(shape.Colour)} {Of(shape.Size)}",
        PlaceBeside beside => $"Second{At(beside.Side)}",
        PlaceOver over => $"Over{At(over.Place)} {N(over.Scale)}{(over.Opacity == 100 ? "" : $" {N(over.Opacity)}%")}",
        Collage collage => $"Collage {collage.Kind} {collage.Gap}",
        MakeCanvas canvas => $"Canvas {canvas.Width}x{canvas.Height} {Of(canvas.Colour)}",
        Encode encode => $"Save {encode.Format}",
        LimitBytes limit => $"Limit {limit.Most / 1000} KB",
        _ => step.GetType().Name,
    };

    private static string Of(Region region) => (region.Inverted ? "all but " : "") + region switch
    {
        Region.Side side => $"{side.At} {N(side.Share)}",
        _ => region.GetType().Name,
    };

    private static string Of(Backdrop backdrop) => backdrop switch
    {
        Backdrop.Plain plain => Of(plain.Colour),
        Backdrop.Blurred blurred => $"blurred {N(blurred.Percent)}",
        _ => backdrop.GetType().Name,
    };

    private static string Of(Fill fill) => fill is Fill.Plain plain ? Of(plain.Colour) : fill.GetType().Name;

    private static string Of(Length length) => length.IsPercent ? $"{N(length.Value)}%" : $"{N(length.Value)}px";

    private static string Of(Rgba colour) => $"#{colour.R:x2}{colour.G:x2}{colour.B:x2}";

    private static string Colours(params Rgba?[] colours) =>
        string.Concat(colours.Where(colour => colour is not null).Select(colour => $" {Of(colour!.Value)}"));

    private static string At(Anchor anchor) => anchor == Anchor.Center ? "" : $" {anchor}";

    private static double PercentOf(EditStep step) => (double)step.GetType().GetProperty("Percent")!.GetValue(step)!;

    private static string N(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Signed(double number) => number > 0 ? $"+{N(number)}" : N(number);
}
