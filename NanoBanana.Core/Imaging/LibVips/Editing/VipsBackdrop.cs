using NanoBanana.Core.Imaging.Editing;
using NetVips;

namespace NanoBanana.Core.Imaging.LibVips.Editing;

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

    /// <summary>
    /// The subject's own colour where it is mixed with the background: near an edge the mean of what is surely subject, put right by what
    /// the pixel shows
    /// (Forte and Pitié's blur fusion).
    /// </summary>
    private Image Freed(Image colours, Image matte)
    {
        var sigma = Math.Max(1.5, Fringe * Math.Min(colours.Width, colours.Height));
        var share = work.Keep(matte.Linear([1 / 255.0], [0.0]));
        var front = Mean(colours, share, sigma);
        var rest = work.Keep(share.Linear([-1.0], [1.0]));
        var back = Mean(colours, rest, sigma);
        var mixed = work.Keep(work.Keep(front.Multiply(share)).Add(work.Keep(back.Multiply(rest))));
        var error = work.Keep(work.Keep(colours.Subtract(mixed)).Multiply(share));
        return work.ToMemory(work.AsSrgb(work.Keep(work.Keep(front.Add(error)).Linear([1.0], [0.5], uchar: true))));
    }

    /// <summary>Of the colours around, each counted by its weight.</summary>
    private Image Mean(Image colours, Image weight, double sigma)
    {
        var sum = VipsDetail.WideBlur(work, work.Keep(colours.Multiply(weight)), sigma);
        var count = VipsDetail.WideBlur(work, weight, sigma);
        return work.Keep(work.Keep(sum.Add(work.Keep(colours.Linear([0.002], [0.0])))).Divide(work.Keep(count.Linear([1.0], [0.002]))));
    }

    /// <summary>Nothing of the subject shines into the background that is blurred.</summary>
    private Image OutOfFocus(Image colours, Image matte, double percent)
    {
        var sigma = Math.Max(1, Focus * percent / 100 * Math.Min(colours.Width, colours.Height));
        var rest = work.Keep(matte.Linear([-1 / 255.0], [1.0]));
        return work.ToMemory(work.AsSrgb(work.Keep(Mean(colours, rest, sigma).Linear([1.0], [0.5], uchar: true))));
    }

    private Image Cover(Image second, Image like)
    {
        var box = Layout.Crop(new CropToRatio(like.Width, like.Height, Anchor.Center), second.Width, second.Height);
        return work.Scale(work.Cut(second, box.X, box.Y, box.Width, box.Height), like.Width, like.Height);
    }
}
