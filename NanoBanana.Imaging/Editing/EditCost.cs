using Microsoft.Extensions.Options;

namespace NanoBanana.Imaging.Editing;

/// <summary>The size of a picture in pixels.</summary>
internal readonly record struct PixelSize(int Width, int Height)
{
    public double Megapixels => Width / 1e6 * Height;
}

/// <summary>
/// Judges a program before any pixel is touched. The cost is in megapixel passes: one pass reads and writes each pixel once,
/// and a blur counts as more passes the wider it is.
/// </summary>
internal sealed class EditCost(IOptions<ImagingOptions> options)
{
    // Measured with libvips: a blur of five pixels takes as long as a change of colours more.
    private const double BlurPixelsPerPass = 5;

    /// <param name="pictures">The sizes of the inputs, the one that changes first.</param>
    /// <exception cref="EditTooExpensiveException">There are too many steps, or they cost too much.</exception>
    /// <exception cref="EditRefusedException">The program does not fit its pictures.</exception>
    public void Check(EditProgram program, IReadOnlyList<PixelSize> pictures)
    {
        var (steps, most) = (options.Value.MaxEditSteps, options.Value.MaxEditCost);
        if (program.Steps.Count > steps)
        {
            throw new EditTooExpensiveException(
                $"This asks for {program.Steps.Count} steps; one edit does {steps} at most. Ask for the rest in another edit.",
                $"这里要做 {program.Steps.Count} 步；一次编辑最多 {steps} 步。其余的请另做一次编辑。");
        }

        var cost = Of(program, pictures);
        if (cost > most)
        {
            throw new EditTooExpensiveException(
                $"This would take {cost:N0} megapixel passes; one edit may take {most:N0}. "
                + "Use a smaller picture, a narrower blur or fewer steps.",
                $"这需要 {cost:N0} 个百万像素遍；一次编辑最多 {most:N0} 个。请用小一点的图片、窄一点的模糊或少几步。");
        }
    }

    /// <summary>Whether the pixels are worth computing once before the next step asks for them again and again.</summary>
    public static bool IsExpensive(EditStep step) => step is not (
        Recolour or Expose or ShiftHue or CropToRatio or CropToShare or CropSide or TrimSide or CropToSize or CropToBox
        or ResizeToSize or ResizeToWidth or ResizeToHeight or ResizeByShare
        or Flip or Pixelate or Vignette or AddBorder or RoundCorners or FillBackground or MakeCanvas
        or BlendSecond or PlaceBeside or PlaceOver
        or Encode or LimitBytes or Adjust { Quality: not (Quality.Highlights or Quality.Shadows or Quality.Clarity or Quality.Vibrance) });

    private static double Of(EditProgram program, IReadOnlyList<PixelSize> pictures)
    {
        var size = pictures.Count > 0 ? pictures[0] : default;
        var second = pictures.Count > 1 ? pictures[1] : size;
        var cost = size.Megapixels;
        foreach (var step in program.Steps)
        {
            var after = After(step, size, second);
            var larger = Math.Max(size.Megapixels, after.Megapixels);
            cost += (larger * Passes(step, size)) + (step.NeedsSecond ? second.Megapixels : 0) + StepWeight.Once(step, size);
            size = after;
        }

        return cost;
    }

    private static double Passes(EditStep step, PixelSize size) => step switch
    {
        Blur blur => 1 + (blur.Radius.In(size.Width, size.Height) / BlurPixelsPerPass),
        Rotate { Degrees: var degrees } when degrees % 90 == 0 => 1,
        Rotate => 8,
        Straighten => 5,
        Within { Where: var where, Step: var inner } => StepWeight.Passes(where) + Passes(inner, size),
        WriteText or BlendSecond or PlaceOver or PlaceBeside => 4,
        ResizeToSize or ResizeToWidth or ResizeToHeight or ResizeByShare or Sharpen or Pixelate or Vignette or RoundCorners => 2,
        _ => StepWeight.Passes(step),
    };

    private static PixelSize After(EditStep step, PixelSize size, PixelSize second)
    {
        var (width, height) = (size.Width, size.Height);
        switch (step)
        {
            case MakeCanvas canvas:
                return new(canvas.Width, canvas.Height);
            case CropToRatio or CropToShare or CropSide or TrimSide or CropToSize or CropToBox:
                var box = Layout.Crop(step, width, height);
                return new(box.Width, box.Height);
            case ResizeToSize or ResizeToWidth or ResizeToHeight or ResizeByShare:
                return Size(Layout.Resize(step, width, height));
            case Rotate rotate:
                return Size(Layout.Rotate(rotate.Degrees, width, height));
            case Straighten straighten:
                return Size(Layout.Straighten(straighten.Degrees, width, height));
            case CropToCircle:
                return new(Math.Min(width, height), Math.Min(width, height));
            case Upscale upscale:
                return Size(Layout.Resize(new ResizeByShare(100 * upscale.Factor), width, height));
            case Extend extend:
                return Size(Layout.Extend(extend, width, height));
            case PadToRatio pad:
                return Size(Layout.Pad(pad, width, height));
            case PlaceSubject place:
                return new(place.Width, place.Height);
            case AddBorder border:
                var by = 2 * border.Width.WholeIn(width, height);
                return new(width + by, height + by);
            case PlaceBeside { Side: Anchor.Left or Anchor.Right } when second.Height > 0:
                return size with { Width = width + Layout.Resize(new ResizeToHeight(height), second.Width, second.Height).Width };
            case PlaceBeside when second.Width > 0:
                return size with { Height = height + Layout.Resize(new ResizeToWidth(width), second.Width, second.Height).Height };
            default:
                return size;
        }
    }

    private static PixelSize Size(Box box) => new(box.Width, box.Height);

    private static PixelSize Size((int Width, int Height) size) => new(size.Width, size.Height);
}

/// <summary>A program would cost more than one edit may.</summary>
/// <param name="english">A sentence for people, with the limit.</param>
/// <param name="chinese">The same in Chinese.</param>
internal sealed class EditTooExpensiveException(string english, string chinese) : Exception(english)
{
    public string Chinese => chinese;
}
