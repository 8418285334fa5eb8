using NanoBanana.Core.Imaging.Editing;
using NanoBanana.Core.Imaging.Editing.Grading;
using NetVips;

namespace NanoBanana.Core.Imaging.LibVips.Editing;

/// <summary>Each step of a program as operations on an image.</summary>
internal sealed class VipsSteps(VipsWork work, EditLimits limits, VipsInputs inputs)
{
    private readonly VipsGeometry _geometry = new(work, limits);
    private readonly VipsLayers _layers = new(work, limits);
    private readonly VipsFrames _frames = new(work, limits);
    private readonly VipsRegions _regions = new(work);

    /// <param name="image">Null before the first step of a program that makes its own.</param>
    public Image Do(Image? image, EditStep step) => image is null
        ? step is MakeCanvas canvas ? _layers.Canvas(canvas) : throw new ArgumentException("The program needs a picture.", nameof(step))
        : step is Look look ? VipsLooks.Do(work, image, look)
        : step is Within within ? DoWithin(image, within)
        : Colours(image, step) ?? Geometry(image, step) ?? Layers(image, step) ?? Repair(image, step);

    private Image DoWithin(Image image, Within within)
    {
        var ground = work.ToMemory(image);
        var changed = Do(ground, within.Step);
        return (changed.Width, changed.Height) == (ground.Width, ground.Height)
            ? work.Blend(ground, changed, _regions.Mask(ground, within.Where))
            : throw new EditRefusedException(
                "A part of a picture cannot be given another size or shape: ask for it without naming a part.",
                "图片的一部分不能改变大小或形状：请不要指定部分。");
    }

    private Image? Colours(Image image, EditStep step) =>
        ToneCurve.Of(step) is { } curves ? VipsColour.Map(work, image, curves)
        : ColourMatrix.Of(step) is { } matrix ? VipsColour.Mix(work, image, matrix)
        : Relighting.Of(step) is { } relighting ? VipsRelight.Do(work, image, relighting)
        : Grade.Of(step) is { } grade ? VipsColour.Grade(work, image, grade)
        : null;

    private Image? Geometry(Image image, EditStep step) => step switch
    {
        CropToRatio or CropToShare or CropToSize => _geometry.Crop(image, step),
        ResizeToSize or ResizeToWidth or ResizeToHeight or ResizeByShare => _geometry.Resize(image, step),
        Rotate rotate => _geometry.Rotate(image, rotate.Degrees),
        Straighten straighten => _geometry.Straighten(image, straighten.Degrees),
        Level => _geometry.Level(image),
        Flip flip => _geometry.Flip(image, flip.Axis),
        CropToCircle => Circle(_geometry.Square(image)),
        Upscale upscale => _geometry.Upscale(image, upscale.Factor),
        Extend extend => _frames.Extend(image, extend),
        PadToRatio pad => _frames.Pad(image, pad),
        _ => null,
    };

    private Image? Layers(Image image, EditStep step) => step switch
    {
        AddBorder border => _layers.Border(image, border.Width, border.Colour),
        RoundCorners round => _layers.Round(image, round.Radius),
        DropShadow shadow => _frames.Shadow(image, shadow.Percent),
        WriteText text => VipsText.Write(work, _layers, image, text),
        DrawShape shape => VipsShapes.Draw(work, _layers, image, shape),
        BlendSecond blend => _layers.Blend(image, inputs.Second, blend.Percent),
        PlaceBeside beside => _layers.Beside(image, inputs.Second, beside.Side),
        PlaceOver over => _layers.Place(image, inputs.Second, over),
        Collage collage => VipsShapes.Collage(work, limits, [image, .. inputs.Others], collage),
        FillBackground fill => _layers.Background(image, fill.Colour),
        _ => null,
    };

    private Image Repair(Image image, EditStep step) => step switch
    {
        Sharpen sharpen => VipsDetail.Sharpen(work, image, sharpen.Percent),
        Blur blur => VipsDetail.Blur(work, image, blur.Radius),
        Pixelate pixelate => VipsDetail.Pixelate(work, image, pixelate.Block),
        Vignette vignette => VipsDetail.Vignette(work, image, vignette.Percent),
        Enhance enhance => VipsRepair.Enhance(work, image, enhance.Percent),
        FixColours => VipsRepair.FixColours(work, image),
        FixLight => VipsRepair.FixLight(work, image),
        Dehaze dehaze => VipsClearing.Dehaze(work, image, dehaze.Percent),
        SmoothSkin smooth => VipsClearing.SmoothSkin(work, image, smooth.Percent),
        // They decide how the result is encoded.
        Encode or LimitBytes => image,
        _ => throw new EditRefusedException("This cannot be done here yet.", "这里还不能这样改。"),
    };

    private Image Circle(Image square) => _layers.Round(square, Length.Pixels(square.Width / 2.0));
}
