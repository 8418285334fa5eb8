using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>From a clause to the steps it stands for.</summary>
internal static class StepBuilder
{
    public static Built Build(Clause clause) => clause.Subject switch
    {
        Subject.Crop => CropBuilder.Crop(clause),
        Subject.CropOff => CropOffBuilder.CropOff(clause),
        Subject.CropToSubject => CropBuilder.Around(clause, new CropToSubject()),
        Subject.CropToFaces => CropBuilder.Around(clause, new CropToFaces()),
        Subject.Restore => SubjectBuilder.Restore(clause),
        Subject.CleanPage => new CleanPage(),
        Subject.Trim => new TrimBorder(),
        Subject.Whiten => ColourBuilder.Whiten(clause),
        Subject.CropToCircle => GeometryBuilder.Circle(clause),
        Subject.Resize => GeometryBuilder.Resize(clause),
        Subject.Upscale => GeometryBuilder.Upscale(clause),
        Subject.Fit => FrameBuilder.Fit(clause),
        Subject.Stretch => GeometryBuilder.ToSize(clause, SizeFit.Stretch),
        Subject.Rotate => GeometryBuilder.Rotate(clause),
        Subject.Straighten => GeometryBuilder.Straighten(clause),
        Subject.Level => new Level(),
        Subject.Flip => GeometryBuilder.Flip(clause),
        Subject.Extend => FrameBuilder.Extend(clause, 20, new Fill.Mirror()),
        Subject.Pad => FrameBuilder.Extend(clause, 5, new Fill.Plain(Rgba.White)),
        Subject.Border => LayerBuilder.Border(clause),
        Subject.Polaroid => FrameBuilder.Polaroid(clause),
        Subject.Rounded => DetailBuilder.Rounded(clause),
        Subject.DropShadow => FrameBuilder.Shadow(clause),
        Subject.Text => LayerBuilder.Text(clause),
        Subject.Watermark => LayerBuilder.Watermark(clause),
        Subject.Shape => ShapeBuilder.Draw(clause),
        Subject.Blend => LayerBuilder.Blend(clause),
        Subject.Beside => LayerBuilder.Beside(clause),
        Subject.Over => LayerBuilder.Over(clause),
        Subject.Second => LayerBuilder.Second(clause),
        Subject.Collage => LayerBuilder.Collage(clause),
        Subject.Canvas => LayerBuilder.Canvas(clause),
        Subject.Background => SubjectBuilder.Background(clause),
        Subject.Backfill => SubjectBuilder.Backfill(clause),
        Subject.CutOut => SubjectBuilder.CutOut(clause),
        Subject.BlurBackground => DetailBuilder.BlurBackground(clause),
        Subject.Remove => SubjectBuilder.Remove(clause),
        Subject.Keep => SubjectBuilder.Keep(clause),
        Subject.Anonymise => SubjectBuilder.Anonymise(clause),
        Subject.Encode => FrameBuilder.Encode(clause),
        Subject.LimitBytes => FrameBuilder.Limit(clause),
        Subject.Subject or Subject.Faces => Complaints.Needs(clause),
        _ => Recolouring(clause),
    };

    /// <summary>What changes pixels and leaves them in their places.</summary>
    private static Built Recolouring(Clause clause) => clause.Subject switch
    {
        Subject.Grayscale => ColourBuilder.Grayscale(clause),
        Subject.Sepia => clause.IsTakenAway ? new FixColours()
            : Strength.Of(clause, 100, percent => new Recolour(Tone.Sepia, percent)),
        Subject.Invert => new Recolour(Tone.Invert),
        Subject.Brightness => ColourBuilder.Adjust(clause, Quality.Brightness, 20),
        Subject.Contrast => ColourBuilder.Adjust(clause, Quality.Contrast, 20, most: 300),
        Subject.Saturation => ColourBuilder.Adjust(clause, Quality.Saturation, most: 300),
        Subject.Vibrance => ColourBuilder.Adjust(clause, Quality.Vibrance),
        Subject.Warmth => ColourBuilder.Adjust(clause, Quality.Warmth),
        Subject.Tint => ColourBuilder.Adjust(clause, Quality.Tint),
        Subject.Highlights => ColourBuilder.Adjust(clause, Quality.Highlights, -30),
        Subject.Shadows => clause.Detail<Act>(Slots.Act) is { Kind: ActKind.Remove }
            ? new Adjust(Quality.Shadows, 30)
            : ColourBuilder.Adjust(clause, Quality.Shadows),
        Subject.Clarity => ColourBuilder.Adjust(clause, Quality.Clarity),
        Subject.Fade => clause.IsTakenAway ? Complaints.CannotTakeAway(clause) : ColourBuilder.Adjust(clause, Quality.Fade),
        Subject.Hue => ColourBuilder.Hue(clause),
        Subject.Exposure => ColourBuilder.Exposure(clause),
        Subject.Enhance or Subject.Fix => Strength.Of(clause, 100, percent => new Enhance(percent)),
        Subject.FixColours => new FixColours(),
        Subject.FixLight => new FixLight(),
        Subject.TintWith => ColourBuilder.Tint(clause),
        Subject.ReplaceColour => ColourBuilder.Replace(clause),
        Subject.KeepColour => ColourBuilder.Keep(clause),
        Subject.Sharpen => DetailBuilder.Sharpen(clause),
        Subject.Blur => DetailBuilder.Blur(clause),
        Subject.Pixelate => DetailBuilder.Pixelate(clause),
        Subject.Vignette => DetailBuilder.Vignette(clause),
        Subject.Denoise => Strength.Of(clause, 50, percent => new Denoise(percent)),
        Subject.Grain => DetailBuilder.Grain(clause),
        Subject.Haze => DetailBuilder.Haze(clause),
        Subject.Dehaze => Strength.Of(clause, 50, percent => new Dehaze(percent)),
        Subject.SmoothSkin => Strength.Of(clause, 50, percent => new SmoothSkin(percent)),
        Subject.Develop when clause.Detail<Adjustments>(Slots.Kind) is { } exact => exact.Step,
        _ => LookBuilder.Look(clause),
    };
}
