namespace NanoBanana.Core.Imaging.LibVips.Editing;

/// <summary>Opens a picture to be edited: whole, upright, sRGB, three or four bands of one byte.</summary>
internal static class VipsOriginal
{
    private const string Profile = "icc-profile-data";
    private const string Orientation = "orientation";

    public static VipsImage Open(VipsWork work, PinnedBytes bytes, ImageHeader header)
    {
        var image = work.Keep(VipsSource.Open(bytes, header, edge: Math.Max(header.Width, header.Height)));
        if (image.Has(Orientation))
        {
            // Turning asks for pixels from the end of the file first.
            image = work.Run(new VipsOperation("autorot").Set("in", work.ToMemory(image)));
        }

        return ToBytes(work, ToSrgb(work, image));
    }

    private static VipsImage ToSrgb(VipsWork work, VipsImage image)
    {
        if (image.Has(Profile))
        {
            try
            {
                return work.Run(new VipsOperation("icc_transform")
                    .Set("in", image).Set("output_profile", "srgb").Set("embedded", true)
                    .Set("intent", VipsIntent.Relative).Set("black_point_compensation", true));
            }
            catch (VipsException)
            {
                // A damaged profile, or one for another kind of pixels: viewers ignore it too.
            }
        }

        return work.Run(new VipsOperation("colourspace").Set("in", image).Set("space", VipsInterpretation.Srgb));
    }

    private static VipsImage ToBytes(VipsWork work, VipsImage image) => work.AsSrgb(
        work.Run(new VipsOperation("cast").Set("in", image).Set("format", 0)));
}
