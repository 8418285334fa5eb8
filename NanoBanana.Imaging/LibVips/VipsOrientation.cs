using NanoBanana.Imaging.Headers;
using NetVips;

namespace NanoBanana.Imaging.LibVips;

/// <summary>Turns stored pixels upright by what the header said; what libvips reads in EXIF itself does not count.</summary>
internal static class VipsOrientation
{
    private const string Field = "orientation";

    /// <summary>Computes every pixel first, because turning asks for those at the end of the file.</summary>
    public static Image Upright(Image image, ImageHeader header, VipsKillSwitch kill)
    {
        if (header.Orientation == ExifOrientation.Upright)
        {
            return image;
        }

        var pixels = kill.Watch(image.CopyMemory());
        var told = kill.Watch(pixels.Mutate(copy => copy.Set(GValue.GIntType, Field, header.Orientation)));
        return kill.Watch(told.Autorot());
    }
}
