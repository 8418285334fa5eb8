using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Encodes masks.</summary>
internal static class VipsMask
{
    /// <summary>Large even areas need neither a filter nor much compression.</summary>
    public static byte[] ToPng(Image mask) =>
        mask.PngsaveBuffer(compression: 2, filter: Enums.ForeignPngFilter.None, keep: Enums.ForeignKeep.None);
}
