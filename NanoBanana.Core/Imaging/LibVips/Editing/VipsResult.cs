using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Imaging.LibVips.Editing;

/// <summary>The file of an edited picture, without metadata.</summary>
internal static class VipsResult
{
    private const int Quality = 95;

    /// <param name="isPhotograph">It came as a JPEG and may go as one, unless something is transparent now.</param>
    public static EditedPicture Encode(VipsWork work, VipsImage image, bool isPhotograph)
    {
        using var save = isPhotograph && !VipsWork.HasAlpha(image) ? Jpeg() : Png();
        save.Set("in", work.AsSrgb(image)).Set("strip", true);
        return new(save.ToBytes(), isPhotograph && !VipsWork.HasAlpha(image) ? "image/jpeg" : "image/png");
    }

    private static VipsOperation Jpeg() => new VipsOperation("jpegsave_buffer").Set("Q", Quality).Set("subsample_mode", VipsSubsample.Off);

    private static VipsOperation Png() => new VipsOperation("pngsave_buffer").Set("compression", 4).Set("filter", VipsPngFilter.Sub);
}
