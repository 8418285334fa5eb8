using NetVips;

namespace NanoBanana.Imaging.LibVips;

/// <summary>From the colours of one file to what the numbers of another mean.</summary>
internal static class VipsColours
{
    private const string Profile = "icc-profile-data";

    public static bool HasProfile(Image image) => image.Contains(Profile);

    public static byte[]? ProfileOf(Image image) => HasProfile(image) ? (byte[])image.Get(Profile) : null;

    public static Image WithProfile(Image image, byte[] profile) => image.Mutate(copy => copy.Set(GValue.BlobType, Profile, profile));

    /// <summary>Grey or RGB: its numbers can be taken as they are.</summary>
    public static bool IsPlain(Image image) => image.Interpretation is
        Enums.Interpretation.Bw or Enums.Interpretation.Grey16 or Enums.Interpretation.Srgb or Enums.Interpretation.Rgb16;

    /// <summary>By the picture's own profile, if it has a sound one.</summary>
    public static Image ToSrgb(Image image)
    {
        if (HasProfile(image))
        {
            try
            {
                using var lazy = image.IccTransform("srgb", intent: Enums.Intent.Relative, blackPointCompensation: true, embedded: true);
                return lazy.CopyMemory();
            }
            catch (VipsException)
            {
                // A damaged profile, or one for another kind of pixels: viewers ignore it too.
            }
        }

        return image.Colourspace(Enums.Interpretation.Srgb);
    }

    /// <param name="profile">An ICC profile for RGB; null is sRGB.</param>
    /// <param name="compute">Computes the pixels; called again without the picture's own profile if that is unsound.</param>
    /// <returns>Grey stays grey where no profile is wanted.</returns>
    public static T Convert<T>(Image image, byte[]? profile, VipsKillSwitch kill, Func<Image, T> compute)
    {
        var own = ProfileOf(image);
        if (own is null ? profile is null : profile is not null && own.AsSpan().SequenceEqual(profile))
        {
            return compute(Plain(image, kill));
        }

        if (profile is null)
        {
            return compute(kill.Watch(ToSrgb(image)));
        }

        // A conversion that fails half-way has read from the file: only pixels in memory can be tried twice.
        var pixels = kill.Watch(image.CopyMemory());
        try
        {
            return compute(Export(Import(pixels, own, kill), profile, VipsPixels.DepthOf(pixels), kill));
        }
        catch (VipsException)
        {
            // A damaged profile, or one for another kind of pixels: viewers ignore it too.
            return compute(Plain(pixels, kill));
        }
    }

    public static Image Plain(Image image, VipsKillSwitch kill) => IsPlain(image) ? image : kill.Watch(ToSrgb(image));

    private static Image Import(Image image, byte[]? own, VipsKillSwitch kill)
    {
        if (own is null && image.Bands < 3)
        {
            image = kill.Watch(image.Colourspace(VipsPixels.DepthOf(image) == 2 ? Enums.Interpretation.Rgb16 : Enums.Interpretation.Srgb));
        }

        return kill.Watch(image.IccImport(
            intent: Enums.Intent.Relative, blackPointCompensation: true,
            embedded: own is null ? null : true, inputProfile: own is null ? "srgb" : null));
    }

    /// <summary>Without a profile of its own, the export goes to the one that the picture carries.</summary>
    private static Image Export(Image colours, byte[] profile, int depth, VipsKillSwitch kill) => kill.Watch(
        kill.Watch(WithProfile(colours, profile)).IccExport(intent: Enums.Intent.Relative, blackPointCompensation: true, depth: 8 * depth));
}
