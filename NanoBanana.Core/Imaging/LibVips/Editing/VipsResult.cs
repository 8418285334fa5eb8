using NanoBanana.Core.Imaging.Editing;
using NetVips;

namespace NanoBanana.Core.Imaging.LibVips.Editing;

/// <summary>The file of an edited picture, without metadata.</summary>
internal static class VipsResult
{
    private const int Quality = 95;

    /// <param name="isPhotograph">It came as a JPEG and may go as one, unless something is transparent now.</param>
    public static EditedPicture Encode(VipsWork work, Image image, bool isPhotograph)
    {
        var result = work.AsSrgb(image);
        return isPhotograph && !VipsWork.HasAlpha(image)
            ? new(result.JpegsaveBuffer(q: Quality, subsampleMode: Enums.ForeignSubsample.Off, keep: Enums.ForeignKeep.None), "image/jpeg")
            : new(result.PngsaveBuffer(compression: 4, filter: Enums.ForeignPngFilter.Sub, keep: Enums.ForeignKeep.None), "image/png");
    }
}
