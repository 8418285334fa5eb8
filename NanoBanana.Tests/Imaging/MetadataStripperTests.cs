using System.Text;
using Microsoft.Extensions.Options;
using NanoBanana.Imaging;
using NanoBanana.Imaging.LibVips;
using NanoBanana.Imaging.Metadata;
using NetVips;

namespace NanoBanana.Tests.Imaging;

/// <summary>Files without metadata: the same picture, and not a word more.</summary>
[Trait("Kind", "Unit")]
public sealed class MetadataStripperTests
{
    private static readonly LibVipsEngine Engine = new(Options.Create(new ImagingOptions()));
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes(TestExif.Secret);

    public static TheoryData<string> Names => [.. Files.Keys];

    private static Dictionary<string, byte[]> Files { get; } = new()
    {
        ["jpeg"] = TestImages.JpegWithGps(60, 40),
        ["jpeg with a comment"] = WithJpegComment(TestImages.Jpeg(60, 40)),
        ["jpeg with another picture behind it"] = [.. TestImages.Jpeg(60, 40), .. TestImages.JpegWithGps(20, 20)],
        ["turned jpeg"] = WithJpegComment(TestImages.Jpeg(60, 40, orientation: 6)),
        ["jpeg with a profile"] = WithJpegComment(TestImages.WideColourJpeg(60, 40)),
        ["png"] = WithPngChunk(TestImages.Png(60, 40), "tEXt"),
        ["png with exif"] = WithPngChunk(TestImages.Png(60, 40), "eXIf"),
        ["png with bytes behind it"] = [.. TestImages.Png(60, 40, alpha: true), .. Secret],
        ["webp"] = WithWebPChunk(TestImages.WebP(60, 40, alpha: true)),
        ["lossless webp"] = WithWebPChunk(TestImages.WebP(60, 40, lossless: true)),
        ["animated webp"] = WithWebPChunk(TestImages.AnimatedWebP(60, 40, 3)),
        ["gif"] = WithGifComment(TestImages.Gif(60, 40)),
        ["avif"] = TestPixels.Quarters(60, 40).WithAlpha().ToAvif(
            copy => copy.Set(GValue.BlobType, "xmp-data", (byte[])[.. "<x:xmpmeta>"u8, .. Secret, .. "</x:xmpmeta>"u8])),
        ["avif with exif"] = TestPixels.Quarters(60, 40).ToAvif(
            copy => copy.Set(GValue.BlobType, "exif-data", (byte[])[.. "Exif\0\0"u8, .. TestExif.Gps()])),
        ["avif with bytes behind it"] = [.. TestImages.Avif(60, 40), .. Secret],
        ["animated gif"] = WithGifComment(TestImages.Gif(60, 40, 3)),
    };

    [Theory, MemberData(nameof(Names))]
    public async Task The_picture_stays_and_the_rest_goes(string name)
    {
        var file = Files[name];
        var bare = MetadataStripper.From(file);

        Assert.True(file.AsSpan().IndexOf(Secret) >= 0);
        Assert.True(bare.AsSpan().IndexOf(Secret) < 0);
        Assert.Equal(HeaderOf(file), HeaderOf(bare));
        Assert.Equal(await PixelsAsync(file), await PixelsAsync(bare));
        Assert.Equal(bare, MetadataStripper.From(bare));
    }

    [Fact]
    public void A_colour_profile_stays() =>
        Assert.True(MetadataStripper.From(TestImages.WideColourJpeg(60, 40)).AsSpan().IndexOf("ICC_PROFILE"u8) > 0);

    [Theory, MemberData(nameof(Names))]
    public void A_file_that_is_cut_anywhere_is_no_error(string name)
    {
        var file = Files[name];
        for (var length = 12; length < file.Length; length += 1 + file.Length / 400)
        {
            Assert.True(MetadataStripper.From(file[..length]).AsSpan().IndexOf(Secret) < 0);
        }
    }

    private static ImageHeader HeaderOf(byte[] file) =>
        Assert.IsType<ImageHeaderResult.Found>(ImageHeaderReader.Read(new MemoryStream(file))).Header;

    private static async Task<byte[]> PixelsAsync(byte[] file) =>
        await Engine.MakeRenditionAsync(file, 512, CancellationToken.None);

    private static byte[] WithJpegComment(byte[] jpeg) =>
        [.. jpeg[..2], 0xFF, 0xFE, 0, (byte)(2 + Secret.Length), .. Secret, .. jpeg[2..]];

    private static byte[] WithPngChunk(byte[] png, string type)
    {
        var data = type == "eXIf" ? TestExif.Gps() : Secret;
        return [.. png[..33], .. TestPng.File((type, data))[8..^12], .. png[33..]];
    }

    private static byte[] WithWebPChunk(byte[] webp)
    {
        byte[] longer = [.. webp, .. "junk"u8, (byte)Secret.Length, 0, 0, 0, .. Secret, .. new byte[Secret.Length & 1]];
        BitConverter.TryWriteBytes(longer.AsSpan(4), longer.Length - 8);
        return longer;
    }

    private static byte[] WithGifComment(byte[] gif) => [.. gif[..^1], 0x21, 0xFE, (byte)Secret.Length, .. Secret, 0, gif[^1]];
}
