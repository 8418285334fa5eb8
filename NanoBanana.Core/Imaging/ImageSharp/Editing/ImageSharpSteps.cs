using NanoBanana.Core.Imaging.Editing;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace NanoBanana.Core.Imaging.ImageSharp.Editing;

/// <summary>Each step of a program with ImageSharp; what comes back is the same image, or a new one instead of it.</summary>
internal sealed class ImageSharpSteps(EditLimits limits, Image<Rgba32>? second)
{
    private readonly ImageSharpLayers _layers = new(limits);

    public Image<Rgba32> Canvas(MakeCanvas canvas)
    {
        limits.Check(canvas.Width, canvas.Height);
        return new Image<Rgba32>(canvas.Width, canvas.Height, ImageSharpLayers.Pixel(canvas.Colour));
    }

    public Image<Rgba32> Do(Image<Rgba32> image, EditStep step)
    {
        if (ToneCurve.Of(step) is { } curves)
        {
            ImageSharpPixels.Map(image, curves);
            return image;
        }

        if (ColourMatrix.Of(step) is { } matrix)
        {
            ImageSharpPixels.Mix(image, matrix);
            return image;
        }

        return step switch
        {
            AddBorder border => _layers.Border(image, border),
            PlaceBeside beside => _layers.Beside(image, second!, beside.Side),
            _ => Change(image, step),
        };
    }

    private Image<Rgba32> Change(Image<Rgba32> image, EditStep step)
    {
        switch (step)
        {
            case CropToRatio or CropToShare or CropToSize:
                var box = Layout.Crop(step, image.Width, image.Height);
                image.Mutate(context => context.Crop(ImageSharpLayers.Rectangle(box)));
                break;
            case ResizeToSize or ResizeToWidth or ResizeToHeight or ResizeByShare:
                Resize(image, step);
                break;
            case Rotate rotate:
                Turn(image, rotate.Degrees);
                break;
            case Straighten straighten:
                var (width, height) = Layout.Straighten(straighten.Degrees, image.Width, image.Height);
                image.Mutate(context => context.Rotate((float)straighten.Degrees, KnownResamplers.Bicubic));
                image.Mutate(context => context.Crop(ImageSharpLayers.Rectangle(Layout.Anchored((width, height), Anchor.Center, image.Width, image.Height))));
                break;
            case Flip flip:
                image.Mutate(context => context.Flip(flip.Axis == FlipAxis.Horizontal ? FlipMode.Horizontal : FlipMode.Vertical));
                break;
            case Sharpen sharpen:
                ImageSharpPixels.Sharpen(image, sharpen.Percent);
                break;
            case Blur blur:
                image.Mutate(context => context.GaussianBlur((float)Math.Max(0.3, blur.Radius.In(image.Width, image.Height))));
                break;
            case Pixelate pixelate:
                image.Mutate(context => context.Pixelate(Math.Min(pixelate.Block.WholeIn(image.Width, image.Height), Math.Min(image.Width, image.Height))));
                break;
            case Vignette vignette:
                ImageSharpPixels.Vignette(image, vignette.Percent);
                break;
            case RoundCorners round:
                ImageSharpPixels.Round(image, Math.Min(round.Radius.WholeIn(image.Width, image.Height), Math.Min(image.Width, image.Height) / 2));
                break;
            case WriteText text:
                ImageSharpText.Write(image, text);
                break;
            case BlendSecond blend:
                ImageSharpLayers.Blend(image, second!, blend.Percent);
                break;
            case PlaceOver over:
                ImageSharpLayers.Place(image, second!, over);
                break;
            case FillBackground fill:
                ImageSharpLayers.Background(image, fill.Colour);
                break;
            default:
                throw new ArgumentException($"{step.GetType().Name} is not known here.", nameof(step));
        }

        return image;
    }

    private void Resize(Image<Rgba32> image, EditStep step)
    {
        var (width, height) = Layout.Resize(step, image.Width, image.Height);
        limits.Check(width, height);
        image.Mutate(context => context.Resize(new ResizeOptions
        {
            Size = new Size(width, height),
            Mode = step is ResizeToSize { Fit: SizeFit.Cover } ? ResizeMode.Crop : ResizeMode.Stretch,
            Sampler = KnownResamplers.Lanczos3,
        }));
    }

    private void Turn(Image<Rgba32> image, double degrees)
    {
        var turn = ((degrees % 360) + 360) % 360;
        if (turn % 90 == 0)
        {
            image.Mutate(context => context.Rotate(turn switch { 90 => RotateMode.Rotate90, 180 => RotateMode.Rotate180, 270 => RotateMode.Rotate270, _ => RotateMode.None }));
            return;
        }

        var (width, height) = Layout.Rotate(degrees, image.Width, image.Height);
        limits.Check(width, height);
        image.Mutate(context => context.Rotate((float)turn, KnownResamplers.Bicubic));
    }
}
