using NetVips;

namespace NanoBanana.Core.Imaging.LibVips;

/// <summary>How an image must be turned to stand upright.</summary>
internal static class VipsOrientation
{
    private const string Field = "orientation";

    public static bool Has(Image image) => image.Contains(Field);

    /// <summary>Whether turning it upright will swap its sides.</summary>
    public static bool LiesOnItsSide(Image image) => Has(image) && (int)image.Get(Field) is >= 5 and <= 8;
}
