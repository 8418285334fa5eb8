using NetVips;

namespace NanoBanana.Tests.Engines.Local;

/// <summary>Files of unusual pixels, 90 × 60, with the four quarters.</summary>
internal static class TestFiles
{
    public static byte[] Sixteen => Save(Enums.Interpretation.Rgb16, image => image.PngsaveBuffer(bitdepth: 16));

    public static byte[] Grey => Save(Enums.Interpretation.Bw, image => image.PngsaveBuffer());

    public static byte[] Palette => Save(Enums.Interpretation.Srgb, image => image.PngsaveBuffer(palette: true));

    public static byte[] Cmyk => Save(Enums.Interpretation.Cmyk, image => image.JpegsaveBuffer(q: 90));

    /// <summary>A profile for colours, which says nothing about inks.</summary>
    public static byte[] CmykWithColourProfile => Save(Enums.Interpretation.Cmyk, image =>
    {
        using var wrong = image.Mutate(copy => copy.Set(GValue.BlobType, "icc-profile-data", Image.ProfileLoad("p3")));
        return wrong.JpegsaveBuffer(q: 95);
    });

    private static byte[] Save(Enums.Interpretation space, Func<Image, byte[]> save)
    {
        using var image = TestPixels.Quarters(90, 60).ToImage();
        using var converted = image.Colourspace(space);
        return save(converted);
    }
}
