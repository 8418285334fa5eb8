using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Opens a picture to be edited: whole, upright, sRGB, three or four bands of one byte.</summary>
internal static class VipsOriginal
{
    public static Image Open(VipsKillSwitch kill, ReadOnlyMemory<byte> file, ImageHeader header)
    {
        var image = VipsSource.Open(file, header, edge: Math.Max(header.Width, header.Height), kill);
        var upright = VipsOrientation.Upright(image, header, kill);
        var colours = kill.Watch(VipsColours.ToSrgb(upright));
        // From 16 bits to 8 by scale: a cast would clip.
        var bytes = colours.Format == Enums.BandFormat.Uchar ? colours : kill.Watch(colours.Colourspace(Enums.Interpretation.Srgb));
        return bytes.Interpretation == Enums.Interpretation.Srgb
            ? bytes
            : kill.Watch(bytes.Copy(interpretation: Enums.Interpretation.Srgb));
    }
}
