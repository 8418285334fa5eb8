using System.Text;
using Microsoft.Extensions.Options;
using NanoBanana.Imaging;
using NanoBanana.Imaging.LibVips;
using NanoBanana.Imaging.Metadata;
using NetVips;

namespace NanoBanana.Tests.Imaging;

/// <summary>Files that say that a trained model had a part in their picture.</summary>
[Trait("Kind", "Unit")]
public sealed class DigitalSourceTests
{
    private const string Composite = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia";

    private static readonly LibVipsEngine Engine = new(Options.Create(new ImagingOptions()));

    public static TheoryData<string> Names => [.. Files.Keys];

    private static Dictionary<string, byte[]> Files { get; } = new()
    {
        ["png"] = TestImages.Png(60, 40),
        ["png with alpha"] = TestImages.Png(60, 40, alpha: true),
        ["jpeg"] = TestImages.Jpeg(60, 40),
        ["turned jpeg"] = TestImages.Jpeg(60, 40, orientation: 6),
        ["jpeg with a profile"] = TestImages.WideColourJpeg(60, 40),
        ["webp"] = TestImages.WebP(61, 41),
        ["webp with alpha"] = TestImages.WebP(60, 40, alpha: true),
        ["lossless webp"] = TestImages.WebP(60, 40, lossless: true),
        ["lossless webp with alpha"] = TestImages.WebP(60, 40, alpha: true, lossless: true),
        ["lossless webp with alpha and without an extended header"] = Simple(TestImages.WebP(60, 40, alpha: true, lossless: true)),
        ["lossless webp without an extended header"] = Simple(TestImages.WebP(60, 40, lossless: true)),
        ["animated webp"] = TestImages.AnimatedWebP(60, 40, 3),
    };

    [Theory, MemberData(nameof(Names))]
    public async Task Another_reader_finds_the_mark_and_the_picture_stays(string name)
    {
        var file = Files[name];
        var marked = DigitalSourceMark.Write(file, DigitalSource.CompositeWithTrainedAlgorithmicMedia);

        Assert.Null(DigitalSourceMark.In(file));
        Assert.Equal(DigitalSource.CompositeWithTrainedAlgorithmicMedia, DigitalSourceMark.In(marked));
        Assert.Contains($"DigitalSourceType=\"{Composite}\"", XmpOf(marked), StringComparison.Ordinal);
        Assert.EndsWith("<?xpacket end=\"r\"?>", XmpOf(marked), StringComparison.Ordinal);
        Assert.Equal(HasAlpha(file), HasAlpha(marked));
        Assert.Equal(HeaderOf(file), HeaderOf(marked));
        Assert.Equal(await PixelsAsync(file), await PixelsAsync(marked));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_second_mark_changes_nothing_and_bare_files_have_none(string name)
    {
        var marked = DigitalSourceMark.Write(Files[name], DigitalSource.TrainedAlgorithmicMedia);

        Assert.Same(marked, DigitalSourceMark.Write(marked, DigitalSource.CompositeWithTrainedAlgorithmicMedia));
        Assert.Equal(DigitalSource.TrainedAlgorithmicMedia, DigitalSourceMark.In(marked));
        Assert.Null(DigitalSourceMark.In(MetadataStripper.From(marked)));
    }

    [Fact]
    public void Other_xmp_gives_way()
    {
        var file = XmpInPng.Add(TestImages.Png(60, 40), "<x:xmpmeta>made with something</x:xmpmeta>"u8);
        var marked = DigitalSourceMark.Write(file, DigitalSource.TrainedAlgorithmicMedia);

        Assert.Contains("something", XmpOf(file), StringComparison.Ordinal);
        Assert.DoesNotContain("something", Encoding.UTF8.GetString(marked), StringComparison.Ordinal);
        Assert.Contains("trainedAlgorithmicMedia", XmpOf(marked), StringComparison.Ordinal);
    }

    [Fact]
    public void Content_credentials_are_left_whole()
    {
        var png = TestImages.Png(60, 40);
        var manifest = TestPng.File(("caBX", [0, 0, 0, 30, .. "jumb\0\0\0\x16jumdc2pa"u8]))[8..^12];
        byte[] file = [.. png[..33], .. manifest, .. png[33..]];

        Assert.Same(file, DigitalSourceMark.Write(file, DigitalSource.TrainedAlgorithmicMedia));
    }

    [Fact]
    public void A_gif_stays_as_it_is()
    {
        var gif = TestImages.Gif(60, 40);

        Assert.Same(gif, DigitalSourceMark.Write(gif, DigitalSource.TrainedAlgorithmicMedia));
    }

    private static byte[] Simple(byte[] webp)
    {
        var start = webp.AsSpan().IndexOf("VP8L"u8);
        var length = 8 + BitConverter.ToInt32(webp, start + 4);
        byte[] simple = [.. "RIFF\0\0\0\0WEBP"u8, .. webp[start..(start + length + (length & 1))]];
        BitConverter.TryWriteBytes(simple.AsSpan(4), simple.Length - 8);
        return simple;
    }

    private static bool HasAlpha(byte[] file)
    {
        using var image = Image.NewFromBuffer(file);
        return image.HasAlpha();
    }

    private static string XmpOf(byte[] file)
    {
        using var image = Image.NewFromBuffer(file);
        return Encoding.UTF8.GetString((byte[])image.Get("xmp-data"));
    }

    private static ImageHeader HeaderOf(byte[] file) =>
        Assert.IsType<ImageHeaderResult.Found>(ImageHeaderReader.Read(new MemoryStream(file))).Header;

    private static async Task<byte[]> PixelsAsync(byte[] file) =>
        await Engine.MakeRenditionAsync(file, 512, CancellationToken.None);
}
