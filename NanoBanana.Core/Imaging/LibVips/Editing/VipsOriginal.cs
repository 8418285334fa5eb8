using NetVips;

namespace NanoBanana.Core.Imaging.LibVips.Editing;

/// <summary>Opens a picture to be edited: whole, upright, sRGB, three or four bands of one byte.</summary>
internal static class VipsOriginal
{
    public static Image Open(VipsWork work, ReadOnlyMemory<byte> file, ImageHeader header)
    {
        var image = work.Keep(VipsSource.Open(file, header, edge: Math.Max(header.Width, header.Height)));
        if (VipsOrientation.Has(image))
        {
            // Turning asks for pixels from the end of the file first.
            image = work.Keep(work.ToMemory(image).Autorot());
        }

        return ToBytes(work, ToSrgb(work, image));
    }

    private static Image ToSrgb(VipsWork work, Image image)
    {
        if (VipsColours.ProfileOf(image) is not null)
        {
            try
            {
                return work.Keep(image.IccTransform(
                    "srgb", intent: Enums.Intent.Relative, blackPointCompensation: true, embedded: true));
            }
            catch (VipsException)
            {
                // A damaged profile, or one for another kind of pixels: viewers ignore it too.
            }
        }

        return work.Keep(image.Colourspace(Enums.Interpretation.Srgb));
    }

    private static Image ToBytes(VipsWork work, Image image) => work.AsSrgb(work.Keep(image.Cast(Enums.BandFormat.Uchar)));
}
