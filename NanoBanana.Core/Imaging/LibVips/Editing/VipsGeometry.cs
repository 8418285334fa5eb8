using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Imaging.LibVips.Editing;

/// <summary>What moves pixels.</summary>
internal sealed class VipsGeometry(VipsWork work, EditLimits limits)
{
    public VipsImage Crop(VipsImage image, EditStep step) => Cut(image, Layout.Crop(step, image.Width, image.Height));

    public VipsImage Resize(VipsImage image, EditStep step)
    {
        var (width, height) = Layout.Resize(step, image.Width, image.Height);
        limits.Check(width, height);
        if (step is ResizeToSize { Fit: SizeFit.Cover })
        {
            image = Cut(image, Layout.Crop(new CropToRatio(width, height, Anchor.Center), image.Width, image.Height));
        }

        return (width, height) == (image.Width, image.Height) ? image : work.Scale(image, width, height);
    }

    public VipsImage Flip(VipsImage image, FlipAxis axis) => work.Run(new VipsOperation("flip").Set("in", InAnyOrder(image, axis == FlipAxis.Vertical))
        .Set("direction", axis == FlipAxis.Horizontal ? VipsDirection.Horizontal : VipsDirection.Vertical));

    public VipsImage Rotate(VipsImage image, double degrees)
    {
        var turn = ((degrees % 360) + 360) % 360;
        if (turn % 90 == 0)
        {
            return turn == 0 ? image : work.Run(new VipsOperation("rot").Set("in", work.ToMemory(image)).Set("angle", (VipsAngle)(int)(turn / 90)));
        }

        var (width, height) = Layout.Rotate(degrees, image.Width, image.Height);
        limits.Check(width, height);
        // What is opaque is its own premultiplied form.
        var solid = VipsWork.HasAlpha(image) ? work.ToBytes(work.Run(new VipsOperation("premultiply").Set("in", image))) : work.WithAlpha(image);
        var turned = Turn(solid, turn, [0, 0, 0, 0]);
        return work.ToBytes(work.Run(new VipsOperation("unpremultiply").Set("in", work.ToMemory(turned))));
    }

    public VipsImage Straighten(VipsImage image, double degrees)
    {
        var (width, height) = Layout.Straighten(degrees, image.Width, image.Height);
        var turned = Turn(image, degrees, VipsWork.HasAlpha(image) ? [0, 0, 0, 0] : [0, 0, 0]);
        return Cut(turned, Layout.Anchored((width, height), Anchor.Center, turned.Width, turned.Height));
    }

    private VipsImage Turn(VipsImage image, double degrees, ReadOnlySpan<double> background) => work.Run(new VipsOperation("rotate")
        .Set("in", work.ToMemory(image)).Set("angle", degrees).Set("background", background).SetInterpolate("interpolate", "bicubic"));

    private VipsImage Cut(VipsImage image, Box box) => work.Cut(image, box.X, box.Y, box.Width, box.Height);

    private VipsImage InAnyOrder(VipsImage image, bool needed) => needed ? work.ToMemory(image) : image;
}
