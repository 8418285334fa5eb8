using NanoBanana.Imaging.LibVips;
using NetVips;

namespace NanoBanana.Tests;

/// <summary>
/// Real image files, made on the spot. Their picture has a red top left, green top right, blue bottom left and yellow
/// bottom right quarter, so that a turned or mirrored one is told at once.
/// </summary>
internal static class TestImages
{
    private static readonly Lazy<byte[]> PhotographFile = new(() => TestPixels.Photograph(4000, 3000).ToJpeg(quality: 88));
    private static readonly Lazy<byte[]> BombFile = new(() => TestPng.OneBit(30_000, 30_000));

    static TestImages() => LibVipsLibrary.Require();

    /// <summary>A photograph of 12 megapixels as far as a codec can tell: gradients, edges and noise, about 5 MB.</summary>
    public static byte[] Photograph => PhotographFile.Value;

    /// <summary>900 megapixels in a hundred kilobytes.</summary>
    public static byte[] Bomb => BombFile.Value;

    public static byte[] Svg =>
        """<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>"""u8.ToArray();

    public static byte[] Html => "<!DOCTYPE html><html><body><img src=x></body></html>"u8.ToArray();

    public static byte[] Pdf => "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"u8.ToArray();

    public static byte[] Zip => [(byte)'P', (byte)'K', 3, 4, 20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <param name="width">Upright.</param>
    /// <param name="height">Upright.</param>
    /// <param name="orientation">EXIF, 1–8; the pixels lie so that it turns them upright. Null: no EXIF at all.</param>
    public static byte[] Jpeg(int width, int height, int? orientation = null)
    {
        var jpeg = TestPixels.Quarters(width, height).LaidDown(orientation ?? 1).ToJpeg(quality: 90);
        return orientation is { } turn ? TestExif.AddTo(jpeg, TestExif.Orientation(turn)) : jpeg;
    }

    /// <summary>A JPEG that says where it was taken; <see cref="TestExif.Secret"/> stands in it.</summary>
    public static byte[] JpegWithGps(int width, int height) =>
        TestExif.AddTo(TestPixels.Quarters(width, height).ToJpeg(quality: 90), TestExif.Gps());

    /// <summary>A JPEG in Display P3 colours, profile included.</summary>
    public static byte[] WideColourJpeg(int width, int height) => TestPixels.Quarters(width, height).ToJpeg(quality: 95, profile: "p3");

    public static byte[] Png(int width, int height, bool alpha = false) =>
        TestPng.Of(alpha ? TestPixels.Quarters(width, height).WithAlpha() : TestPixels.Quarters(width, height));

    public static byte[] WebP(int width, int height, bool alpha = false, bool lossless = false) =>
        (alpha ? TestPixels.Quarters(width, height).WithAlpha() : TestPixels.Quarters(width, height)).ToWebP(lossless);

    public static byte[] AnimatedWebP(int width, int height, int frames) => TestAnimations.WebP(width, height, frames);

    public static byte[] Gif(int width, int height, int frames = 1) => TestAnimations.Gif(width, height, frames);

    public static byte[] Avif(int width, int height, bool alpha = false) =>
        (alpha ? TestPixels.Quarters(width, height).WithAlpha() : TestPixels.Quarters(width, height)).ToAvif();

    public static byte[] Bmp(int width, int height) => TestBmp.Of(TestPixels.Quarters(width, height));

    public static byte[] Tiff(int width, int height, int? orientation = null) =>
        TestPixels.Quarters(width, height).LaidDown(orientation ?? 1).ToTiff(
            Enums.ForeignTiffCompression.Lzw, copy => copy.Set(GValue.GIntType, "orientation", orientation ?? 1));

    /// <summary>A TIFF that says where it was taken; <see cref="TestExif.Secret"/> stands in it.</summary>
    public static byte[] TiffWithSecret(int width, int height) => TestPixels.Quarters(width, height).ToTiff(
        Enums.ForeignTiffCompression.Deflate, copy => copy.Set(GValue.GStrType, "image-description", TestExif.Secret));

    /// <summary>The first part of a file.</summary>
    public static byte[] Truncated(byte[] file, double share = 0.5) => file[..(int)(file.Length * share)];
}
