using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>From a clause to the step it stands for.</summary>
internal static class StepBuilder
{
    public static Built Build(Clause clause) => clause.Subject switch
    {
        Subject.Crop => GeometryBuilder.Crop(clause),
        Subject.Resize => GeometryBuilder.Resize(clause),
        Subject.Fit => GeometryBuilder.ToSize(clause, SizeFit.Inside),
        Subject.Stretch => GeometryBuilder.ToSize(clause, SizeFit.Stretch),
        Subject.Rotate => GeometryBuilder.Rotate(clause),
        Subject.Straighten => GeometryBuilder.Straighten(clause),
        Subject.Flip => GeometryBuilder.Flip(clause),
        Subject.Grayscale => new Recolour(Tone.Grayscale),
        Subject.Sepia => new Recolour(Tone.Sepia),
        Subject.Invert => new Recolour(Tone.Invert),
        Subject.Brightness => ColourBuilder.Adjust(clause, Quality.Brightness, usual: 20, most: 300),
        Subject.Contrast => ColourBuilder.Adjust(clause, Quality.Contrast, usual: 20, most: 300),
        Subject.Saturation => ColourBuilder.Adjust(clause, Quality.Saturation, usual: 30, most: 300),
        Subject.Warmth => ColourBuilder.Adjust(clause, Quality.Warmth, usual: 30, most: 100),
        Subject.Hue => ColourBuilder.Hue(clause),
        Subject.Exposure => ColourBuilder.Exposure(clause),
        Subject.Sharpen => DetailBuilder.Sharpen(clause),
        Subject.Blur => DetailBuilder.Blur(clause),
        Subject.Pixelate => DetailBuilder.Pixelate(clause),
        Subject.Vignette => DetailBuilder.Vignette(clause),
        Subject.Border => LayerBuilder.Border(clause),
        Subject.Rounded => DetailBuilder.Rounded(clause),
        Subject.Text => LayerBuilder.Text(clause),
        Subject.Watermark => LayerBuilder.Watermark(clause),
        Subject.Blend => LayerBuilder.Blend(clause),
        Subject.Beside => LayerBuilder.Beside(clause),
        Subject.Over => LayerBuilder.Over(clause),
        Subject.Second => LayerBuilder.Second(clause),
        Subject.Background => LayerBuilder.Background(clause),
        _ => LayerBuilder.Canvas(clause),
    };
}
