using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.Editing.Regions;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Puts the subject before something else. Its edge is freed from the light of the old background.</summary>
internal sealed class VipsBackdrop(VipsWork work, VipsInputs inputs, VipsSubject subject, EditLimits limits)
{
    // Of the shorter side.
    private const double Fringe = 0.006;
    private const double Focus = 0.024;
    private const double Room = 0.08;
    private const double CanvasShare = 0.86;
    // Of the picture: less is rounded corners.
    private const double LeastTransparent = 0.05;

    public Image Set(Image image, Backdrop backdrop)
    {
        var ground = work.ToMemory(image);
        if (backdrop is Backdrop.Plain or Backdrop.SecondPicture && IsCutOut(ground))
        {
            return work.Blend(Behind(ground, backdrop), work.Colours(ground), work.Alpha(ground));
        }

        var matte = subject.Matte(ground);
        return backdrop switch
        {
            Backdrop.Transparent => CutOut(ground, matte),
            Backdrop.Plain or Backdrop.SecondPicture => Before(ground, matte, Behind(ground, backdrop)),
            Backdrop.Blurred { Percent: var percent } => Before(ground, matte, OutOfFocus(work.Colours(ground), matte, percent)),
            Backdrop.Grey => work.Blend(VipsColour.Mix(work, ground, ColourMatrix.Of(new Recolour(Tone.Grayscale))!), ground, matte),
            _ => throw new ArgumentException("This backdrop is not known.", nameof(backdrop)),
        };
    }

    /// <summary>The subject in the middle of a canvas, as large as fits with some room.</summary>
    public Image Place(Image image, PlaceSubject step)
    {
        limits.Check(step.Width, step.Height);
        var ground = work.ToMemory(image);
        var cut = CutOut(ground, subject.Matte(ground));
        var box = BoundsOf(ground, room: 0);
        var part = work.ToMemory(work.Cut(cut, box.X, box.Y, box.Width, box.Height));
        var (width, height) = Layout.Fit(
            box.Width, box.Height, Math.Max(1, (int)(step.Width * CanvasShare)), Math.Max(1, (int)(step.Height * CanvasShare)));
        var colour = step.Canvas;
        var canvas = work.Plain(step.Width, step.Height, [colour.R, colour.G, colour.B, colour.A]);
        var small = work.AsSrgb(work.Keep(work.Scale(part, width, height)
            .Embed((step.Width - width) / 2, (step.Height - height) / 2, step.Width, step.Height)));
        var placed = work.ToBytes(work.Keep(canvas.Composite2(small, Enums.BlendMode.Over)));
        return colour.IsOpaque ? work.Colours(placed) : placed;
    }

    public Image Crop(Image image)
    {
        var ground = work.ToMemory(image);
        var box = BoundsOf(ground, Room);
        return work.Cut(ground, box.X, box.Y, box.Width, box.Height);
    }

    /// <summary>What is transparent is a background that was taken away already.</summary>
    private bool IsCutOut(Image image) =>
        VipsWork.HasAlpha(image) && work.Alpha(image).Avg() < (1 - LeastTransparent) * VipsWork.Opaque;

    private Image Behind(Image image, Backdrop backdrop) => backdrop is Backdrop.Plain { Colour: var colour }
        ? work.Plain(image.Width, image.Height, [colour.R, colour.G, colour.B])
        : Cover(work.Colours(inputs.Second), image);

    private Box BoundsOf(Image image, double room)
    {
        var (left, top, right, bottom) = subject.Find(image).Bounds();
        var by = room * Math.Max(right - left, bottom - top);
        return Layout.Part(left - by, top - by, right + by, bottom + by, image.Width, image.Height);
    }

    private Image CutOut(Image image, Image matte)
    {
        var alpha = VipsWork.HasAlpha(image)
            ? work.Keep(work.Keep(matte.Multiply(work.Alpha(image))).Linear([1 / 255.0], [0.5], uchar: true))
            : matte;
        return work.Join(Freed(work.Colours(image), matte), alpha);
    }

    private Image Before(Image image, Image matte, Image backdrop) => work.Blend(backdrop, Freed(work.Colours(image), matte), matte);

    /// <summary>The subject's own colour where it is mixed with the background.</summary>
    private Image Freed(Image colours, Image matte) => work.Change(colours, pixels =>
    {
        using var shares = VipsPixels.ToRaster(matte);
        EdgeColours.Restore(pixels, shares, Math.Max(1.5, Fringe * Math.Min(pixels.Width, pixels.Height)), work.Stopping);
    });

    /// <summary>Nothing of the subject shines into the background that is blurred: each colour counts by its share of it.</summary>
    private Image OutOfFocus(Image colours, Image matte, double percent)
    {
        var sigma = Math.Max(1, Focus * percent / 100 * Math.Min(colours.Width, colours.Height));
        var rest = work.Keep(matte.Linear([-1 / 255.0], [1.0]));
        var shrink = VipsDetail.ShrinkFor(sigma);
        var sum = VipsDetail.SmallBlur(work, work.Keep(colours.Multiply(rest)), sigma);
        var count = VipsDetail.SmallBlur(work, rest, sigma);
        // Where only the subject is, its own colours: they lie behind it.
        var own = work.Keep(VipsDetail.SmallBlur(work, colours, sigma).Linear([0.002], [0.0]));
        var mean = work.Keep(work.Keep(sum.Add(own)).Divide(work.Keep(count.Linear([1.0], [0.002]))));
        var large = VipsDetail.FromSmall(work, mean, shrink, colours.Width, colours.Height);
        return work.AsSrgb(work.Keep(large.Linear([1.0], [0.5], uchar: true)));
    }

    private Image Cover(Image second, Image like)
    {
        var box = Layout.Crop(new CropToRatio(like.Width, like.Height, Anchor.Center), second.Width, second.Height);
        return work.Scale(work.Cut(second, box.X, box.Y, box.Width, box.Height), like.Width, like.Height);
    }
}
