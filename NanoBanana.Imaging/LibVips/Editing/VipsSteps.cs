using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.Editing.Grading;
using NanoBanana.Imaging.Models;
using NanoBanana.Imaging.OpenCv;
using NetVips;
using Region = NanoBanana.Imaging.Editing.Region;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Each step of a program as operations on an image.</summary>
internal sealed class VipsSteps
{
    private readonly VipsWork _work;
    private readonly EditLimits _limits;
    private readonly VipsInputs _inputs;
    private readonly VipsGeometry _geometry;
    private readonly VipsLayers _layers;
    private readonly VipsFrames _frames;
    private readonly VipsSubject _subject;
    private readonly VipsFaces _faces;
    private readonly VipsRegions _regions;
    private readonly VipsBackdrop _backdrop;

    public VipsSteps(VipsWork work, EditLimits limits, VipsInputs inputs, ISubjectModel subject, FaceFinder faces)
    {
        (_work, _limits, _inputs) = (work, limits, inputs);
        (_geometry, _layers, _frames) = (new(work, limits), new(work, limits), new(work, limits));
        (_subject, _faces) = (new(work, subject), new(work, faces));
        (_regions, _backdrop) = (new(work, _subject, _faces), new(work, inputs, _subject, limits));
    }

    /// <param name="image">Null before the first step of a program that makes its own.</param>
    public Image Do(Image? image, EditStep step) => image is null
        ? step is MakeCanvas canvas ? _layers.Canvas(canvas) : throw new ArgumentException("The program needs a picture.", nameof(step))
        : step is Look look ? VipsLooks.Do(_work, image, look)
        // Whoever puts a mask to an edit keeps the rest of the picture as it was.
        : step is Within { Where: Region.Marked, Step: var marked } ? Do(image, marked)
        : step is Within within ? DoWithin(image, within)
        : Colours(image, step) ?? Geometry(image, step) ?? Layers(image, step) ?? Subject(image, step) ?? Repair(image, step);

    /// <summary>After a step that moves pixels, what was found before is elsewhere.</summary>
    private Image? Geometry(Image image, EditStep step)
    {
        var moved = Move(image, step);
        if (moved is not null)
        {
            _subject.Forget();
        }

        return moved;
    }

    private Image? Subject(Image image, EditStep step) => step switch
    {
        SetBackground set => _backdrop.Set(image, set.Backdrop),
        PlaceSubject place => _backdrop.Place(image, place),
        CropToSubject => _backdrop.Crop(image),
        CropToFaces => _faces.Crop(image),
        _ => null,
    };

    private Image DoWithin(Image image, Within within)
    {
        var ground = _work.ToMemory(image);
        var changed = Do(ground, within.Step);
        return (changed.Width, changed.Height) == (ground.Width, ground.Height)
            ? _work.Blend(ground, changed, _regions.Mask(ground, within.Where))
            : throw new EditRefusedException(
                "A part of a picture cannot be given another size or shape: ask for it without naming a part.",
                "图片的一部分不能改变大小或形状：请不要指定部分。");
    }

    private Image? Colours(Image image, EditStep step) =>
        ToneCurve.Of(step) is { } curves ? VipsColour.Map(_work, image, curves)
        : ColourMatrix.Of(step) is { } matrix ? VipsColour.Mix(_work, image, matrix)
        : Relighting.Of(step) is { } relighting ? VipsRelight.Do(_work, image, relighting)
        : Grade.Of(step) is { } grade ? VipsColour.Grade(_work, image, grade)
        : null;

    private Image? Move(Image image, EditStep step) => step switch
    {
        CropToRatio or CropToShare or CropSide or TrimSide or CropToSize or CropToBox => _geometry.Crop(image, step),
        ResizeToSize or ResizeToWidth or ResizeToHeight or ResizeByShare => _geometry.Resize(image, step),
        TrimBorder => _geometry.Trim(image),
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
        WriteText text => VipsText.Write(_work, _layers, image, text),
        DrawShape shape => VipsShapes.Draw(_work, _layers, image, shape),
        BlendSecond blend => _layers.Blend(image, _inputs.Second, blend.Percent),
        PlaceBeside beside => _layers.Beside(image, _inputs.Second, beside.Side),
        PlaceOver over => _layers.Place(image, _inputs.Second, over),
        Collage collage => VipsShapes.Collage(_work, _limits, [image, .. _inputs.Others], collage),
        FillBackground fill => _layers.Background(image, fill.Colour),
        _ => null,
    };

    private Image Repair(Image image, EditStep step) => step switch
    {
        Sharpen sharpen => VipsDetail.Sharpen(_work, image, sharpen.Percent),
        Blur blur => VipsDetail.Blur(_work, image, blur.Radius),
        Pixelate pixelate => VipsDetail.Pixelate(_work, image, pixelate.Block),
        Vignette vignette => VipsDetail.Vignette(_work, image, vignette.Percent),
        Develop develop => _work.Change(image, pixels => Developer.Apply(pixels, develop, _work.Stopping)),
        Enhance enhance => VipsRepair.Enhance(_work, image, enhance.Percent),
        FixColours => VipsRepair.FixColours(_work, image),
        FixLight => VipsRepair.FixLight(_work, image),
        Denoise denoise => _work.OnColours(image, colours => _work.Change(colours, pixels => NoiseFilter.Apply(pixels, denoise.Percent))),
        RemoveMasked => VipsRemoval.Do(_work, image, _inputs.Mask(image.Width, image.Height)),
        CleanPage => VipsPage.Clean(_work, image),
        Dehaze dehaze => VipsClearing.Dehaze(_work, image, dehaze.Percent),
        SmoothSkin smooth => VipsClearing.SmoothSkin(_work, image, smooth.Percent),
        // They decide how the result is encoded.
        Encode or LimitBytes => image,
        _ => throw new EditRefusedException("This cannot be done here yet.", "这里还不能这样改。"),
    };

    private Image Circle(Image square) => _layers.Round(square, Length.Pixels(square.Width / 2.0));
}
