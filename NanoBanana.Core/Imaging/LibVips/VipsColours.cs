namespace NanoBanana.Core.Imaging.LibVips;

/// <summary>From the colours of one file to what the numbers of another mean.</summary>
internal static class VipsColours
{
    public const string Profile = "icc-profile-data";

    /// <param name="profile">An ICC profile for RGB; null is sRGB.</param>
    /// <returns>Grey stays grey where no profile is wanted. Owned by <paramref name="kill"/>.</returns>
    public static VipsImage Convert(VipsImage image, byte[]? profile, VipsKillSwitch kill)
    {
        var own = image.BlobOf(Profile);
        if (own is null ? profile is null : profile is not null && own.AsSpan().SequenceEqual(profile))
        {
            return IsPlain(image) ? image : kill.Watch(VipsRendition.ToSrgb(image));
        }

        if (profile is null)
        {
            return kill.Watch(VipsRendition.ToSrgb(image));
        }

        // A conversion that fails half-way has read from the file: only pixels in memory can be tried twice.
        var pixels = kill.Watch(image.ToMemory());
        try
        {
            return kill.Watch(Export(kill.Watch(Import(pixels, own, kill)), profile, DepthOf(pixels), kill));
        }
        catch (VipsException)
        {
            // A damaged profile, or one for another kind of pixels: viewers ignore it too.
            return IsPlain(pixels) ? pixels : kill.Watch(VipsRendition.ToSrgb(pixels));
        }
    }

    private static bool IsPlain(VipsImage image) => image.Interpretation is
        VipsInterpretation.Grey or VipsInterpretation.Grey16 or VipsInterpretation.Srgb or VipsInterpretation.Rgb16;

    private static int DepthOf(VipsImage image) => 8 * image.BytesPerBand;

    private static VipsImage Import(VipsImage image, byte[]? own, VipsKillSwitch kill)
    {
        if (own is null && image.Bands < 3)
        {
            using var colours = new VipsOperation("colourspace").Set("in", image)
                .Set("space", image.BytesPerBand == 2 ? VipsInterpretation.Rgb16 : VipsInterpretation.Srgb);
            image = kill.Watch(colours.ToImage());
        }

        using var import = new VipsOperation("icc_import").Set("in", image)
            .Set("intent", VipsIntent.Relative).Set("black_point_compensation", true);
        using var _ = own is null ? import.Set("input_profile", "srgb") : import.Set("embedded", true);
        return import.ToImage();
    }

    private static VipsImage Export(VipsImage colours, byte[] profile, int depth, VipsKillSwitch kill)
    {
        using var copy = new VipsOperation("copy").Set("in", colours);
        var meant = kill.Watch(copy.ToImage());
        meant.SetBlob(Profile, profile);
        // Without a profile of its own it exports to the one that the picture carries.
        using var export = new VipsOperation("icc_export").Set("in", meant)
            .Set("intent", VipsIntent.Relative).Set("black_point_compensation", true).Set("depth", depth);
        using var lazy = export.ToImage();
        return lazy.ToMemory();
    }
}
