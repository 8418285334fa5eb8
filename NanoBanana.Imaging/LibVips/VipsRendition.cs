using NanoBanana.Imaging.Headers;
using NetVips;

namespace NanoBanana.Imaging.LibVips;

/// <summary>From a decoded image to one that can be shown anywhere.</summary>
internal static class VipsRendition
{
    /// <summary>Scales what a file holds, then turns it upright and brings it to sRGB, where both cost least.</summary>
    /// <param name="size">As it will be seen, upright.</param>
    public static Image ScaleUprightSrgb(Image source, ImageHeader header, RenditionSize size, VipsKillSwitch kill)
    {
        // A resize can mix light, but not inks.
        var colours = VipsColours.IsPlain(source) ? source : kill.Watch(VipsColours.ToSrgb(kill.Watch(source.CopyMemory())));
        var scaled = kill.Watch(Scale(colours, ExifOrientation.SwapsSides(header.Orientation) ? new(size.Height, size.Width) : size));
        var upright = VipsOrientation.Upright(scaled, header, kill);
        return kill.Watch(VipsColours.ToSrgb(upright)).CopyMemory();
    }

    /// <summary>Scales into memory; transparent pixels lend no colour to their neighbours.</summary>
    private static Image Scale(Image image, RenditionSize size)
    {
        using var lazy = image.ThumbnailImage(size.Width, height: size.Height, size: Enums.Size.Force, noRotate: true);
        return lazy.CopyMemory();
    }
}
