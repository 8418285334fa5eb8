using NanoBanana.Core.Imaging.LibVips;

namespace NanoBanana.Tests.Engines.Local;

/// <summary>Files of unusual pixels, 90 × 60, with the four quarters.</summary>
internal static class TestFiles
{
    public static byte[] Sixteen => Save("pngsave_buffer", image => Convert(image, "colourspace", "space", 25), save => save.Set("bitdepth", 16));

    public static byte[] Grey => Save("pngsave_buffer", image => Convert(image, "colourspace", "space", 1), save => save);

    public static byte[] Palette => Save("pngsave_buffer", image => image, save => save.Set("palette", true));

    public static byte[] Cmyk => Save("jpegsave_buffer", image => Convert(image, "colourspace", "space", 15), save => save.Set("Q", 90));

    private static VipsImage Convert(VipsImage image, string operation, string property, int value)
    {
        using var convert = new VipsOperation(operation).Set("in", image).Set(property, value);
        return convert.ToImage();
    }

    private static byte[] Save(string saver, Func<VipsImage, VipsImage> change, Func<VipsOperation, VipsOperation> configure)
    {
        var pixels = TestPixels.Quarters(90, 60);
        using var plain = VipsImage.FromPixels(pixels.Bytes, 90, 60, 3);
        using var meaning = new VipsOperation("copy").Set("in", plain).Set("interpretation", VipsInterpretation.Srgb);
        using var image = meaning.ToImage();
        using var changed = change(image);
        using var save = new VipsOperation(saver).Set("in", changed);
        return configure(save).ToBytes();
    }
}
