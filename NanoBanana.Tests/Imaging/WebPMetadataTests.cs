using System.Buffers.Binary;
using System.Text;
using NanoBanana.Imaging;

namespace NanoBanana.Tests.Imaging;

[Trait("Kind", "Unit")]
public sealed class WebPMetadataTests
{
    private static readonly string[] Private = ["EXIF", "XMP ", "ICCP", "secret"];

    [Fact]
    public void Exif_Xmp_and_profile_are_taken_out()
    {
        var file = WithMetadata(TestImages.WebP(64, 48));

        var stripped = WebPMetadata.Strip(file);

        var text = Encoding.Latin1.GetString(stripped);
        Assert.All(Private, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        Assert.Equal(0, stripped[20] & 0x2C);
        Assert.Equal((uint)stripped.Length - 8, BinaryPrimitives.ReadUInt32LittleEndian(stripped.AsSpan(4)));
        Assert.Equal(TestPixels.Decode(file, "webpload_buffer").Bytes, TestPixels.Decode(stripped, "webpload_buffer").Bytes);
    }

    [Fact]
    public void A_clean_file_stays_as_it_is()
    {
        var file = WebPMetadata.Strip(TestImages.WebP(64, 48));

        Assert.Same(file, WebPMetadata.Strip(file));
    }

    private static byte[] WithMetadata(byte[] simple)
    {
        byte[] body =
        [
            .. "VP8X"u8, 10, 0, 0, 0, 0x2C, 0, 0, 0, 63, 0, 0, 47, 0, 0,
            .. "ICCP"u8, 7, 0, 0, 0, .. "secret!"u8, 0,
            .. TestAnimations.Picture(simple),
            .. "EXIF"u8, 6, 0, 0, 0, .. "secret"u8,
            .. "XMP "u8, 6, 0, 0, 0, .. "secret"u8,
        ];
        var file = new byte[12 + body.Length];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), 4 + body.Length);
        "WEBP"u8.CopyTo(file.AsSpan(8));
        body.CopyTo(file, 12);
        return file;
    }
}
