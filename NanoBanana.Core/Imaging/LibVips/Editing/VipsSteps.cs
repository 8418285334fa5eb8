using NanoBanana.Core.Imaging.Editing;
using NetVips;

namespace NanoBanana.Core.Imaging.LibVips.Editing;

/// <summary>Each step of a program as operations of libvips.</summary>
internal sealed class VipsSteps(VipsWork work, EditLimits limits, Func<Image> openSecond)
{
    private readonly VipsGeometry _geometry = new(work, limits);
    private readonly VipsLayers _layers = new(work, limits);
    private readonly Lazy<Image> _second = new(openSecond, LazyThreadSafetyMode.None);

    /// <param name="image">Null before the first step of a program that makes its own.</param>
    public Image Do(Image? image, EditStep step) => image is null
        ? step is MakeCanvas canvas ? _layers.Canvas(canvas) : throw new ArgumentException("The program needs a picture.", nameof(step))
        : ToneCurve.Of(step) is { } curves ? VipsColour.Map(work, image, curves)
        : ColourMatrix.Of(step) is { } matrix ? VipsColour.Mix(work, image, matrix)
        : DoOther(image, step);

    private Image DoOther(Image image, EditStep step) => step switch
    {
        CropToRatio or CropToShare or CropToSize => _geometry.Crop(image, step),
        ResizeToSize or ResizeToWidth or ResizeToHeight or ResizeByShare => _geometry.Resize(image, step),
        Rotate rotate => _geometry.Rotate(image, rotate.Degrees),
        Straighten straighten => _geometry.Straighten(image, straighten.Degrees),
        Flip flip => _geometry.Flip(image, flip.Axis),
        Sharpen sharpen => VipsDetail.Sharpen(work, image, sharpen.Percent),
        Blur blur => VipsDetail.Blur(work, image, blur.Radius),
        Pixelate pixelate => VipsDetail.Pixelate(work, image, pixelate.Block),
        Vignette vignette => VipsDetail.Vignette(work, image, vignette.Percent),
        AddBorder border => _layers.Border(image, border.Width, border.Colour),
        RoundCorners round => _layers.Round(image, round.Radius),
        WriteText text => VipsText.Write(work, _layers, image, text),
        BlendSecond blend => _layers.Blend(image, _second.Value, blend.Percent),
        PlaceBeside beside => _layers.Beside(image, _second.Value, beside.Side),
        PlaceOver over => _layers.Place(image, _second.Value, over),
        FillBackground fill => _layers.Background(image, fill.Colour),
        _ => throw new EditRefusedException("This cannot be done here yet.", "这里还不能这样改。"),
    };
}
