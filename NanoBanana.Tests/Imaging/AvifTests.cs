using System.Buffers.Binary;
using Microsoft.Extensions.Options;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Headers;
using NanoBanana.Imaging.LibVips;

namespace NanoBanana.Tests.Imaging;

[Trait("Kind", "Unit")]
public sealed class AvifTests
{
    private static readonly LibVipsEngine Engine = new(Options.Create(new ImagingOptions()));

    [Fact]
    public async Task Colours_and_transparency_are_decoded()
    {
        var shown = TestPixels.Decode(await Engine.MakeDisplayAsync(TestImages.Avif(150, 100, alpha: true), default), "pngload_buffer");
        Assert.Equal((150, 100, 4), (shown.Width, shown.Height, shown.Bands));
        Assert.InRange(shown.At(30, 20)[0], 205, 235);
        Assert.Equal((255, 0), (shown.At(30, 20)[3], shown.At(120, 20)[3]));
    }

    [Fact]
    public async Task A_turned_picture_becomes_upright()
    {
        var file = Turned(TestPixels.Quarters(150, 100).LaidDown(6).ToAvif());
        var header = Assert.IsType<ImageHeaderResult.Found>(Read(file)).Header;
        Assert.Equal((150, 100, 1), (header.Width, header.Height, header.Orientation));
        var shown = TestPixels.Decode(await Engine.MakeDisplayAsync(file, default), "pngload_buffer");
        Assert.Equal((150, 100), (shown.Width, shown.Height));
        Assert.InRange(shown.At(30, 20)[0], 205, 235);
        Assert.InRange(shown.At(30, 80)[2], 205, 235);
    }

    [Fact]
    public void The_size_of_the_coded_frame_is_known()
    {
        var file = TestImages.Avif(301, 202);
        var cursor = new HeaderCursor(new MemoryStream(file));
        var items = AvifItems.Read(cursor, AvifHeader.MetaOf(cursor));
        Assert.Equal((301, 202), Assert.Single(Av1SequenceHeader.SizesIn(cursor, items.Primary.Extents[0])));
    }

    [Fact]
    public void A_frame_that_is_larger_than_announced_is_refused()
    {
        var file = TestImages.Avif(600, 400);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(Find(file, "ispe"u8) + 8), 100);
        Assert.Contains(
            "contradicts itself about its size", Assert.IsType<ImageHeaderResult.Corrupt>(Read(file)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_pixels_are_refused_before_they_are_decoded()
    {
        var file = TestImages.Avif(60, 40);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(Find(file, "ispe"u8) + 8), 60_000);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(Find(file, "ispe"u8) + 12), 60_000);
        var policy = new ImagePolicy(Options.Create(new ImagingOptions()));
        var refused = Assert.IsType<ImageVerdict.Refused>(policy.Judge(new MemoryStream(file)));
        Assert.Equal(ImageProblems.TooManyPixels, refused.Problem.Code);
    }

    [Fact]
    public void Another_codec_is_refused()
    {
        var file = TestImages.Avif(60, 40);
        "hvc1"u8.CopyTo(file.AsSpan(Find(file, "av01"u8)));
        Assert.Contains("coded in a way", Assert.IsType<ImageHeaderResult.Unsupported>(Read(file)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void HDR_and_animations_are_refused_by_their_names()
    {
        var hdr = TestImages.Avif(60, 40);
        ((byte[])[.. "colrnclx"u8, 0, 9, 0, 16]).CopyTo(hdr, Find(hdr, "pixi"u8));
        Assert.Contains("HDR", Assert.IsType<ImageHeaderResult.Unsupported>(Read(hdr)).Reason, StringComparison.Ordinal);
        byte[] animation = [.. TestImages.Avif(60, 40), 0, 0, 0, 8, .. "moov"u8];
        Assert.Contains("animation", Assert.IsType<ImageHeaderResult.Unsupported>(Read(animation)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_brand_among_others_is_enough()
    {
        var file = TestImages.Avif(60, 40);
        "mif1"u8.CopyTo(file.AsSpan(8));
        Assert.IsType<ImageHeaderResult.Found>(Read(file));
        Assert.IsType<ImageHeaderResult.NotAnImage>(Read([0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8]));
    }

    [Fact]
    public void A_file_that_is_cut_short_is_refused()
    {
        var file = TestImages.Avif(60, 40);
        Assert.All(Enumerable.Range(20, file.Length - 20), length => Assert.IsType<ImageHeaderResult.Corrupt>(Read(file[..length])));
    }

    /// <summary>The property that says nothing of interest becomes one that turns the picture by a quarter, clockwise.</summary>
    private static byte[] Turned(byte[] file)
    {
        var at = Find(file, "pixi"u8);
        "irot"u8.CopyTo(file.AsSpan(at));
        file[at + 4] = 3;
        return file;
    }

    private static int Find(byte[] file, ReadOnlySpan<byte> name)
    {
        var at = file.AsSpan().IndexOf(name);
        Assert.True(at > 0, "the box is there");
        return at;
    }

    private static ImageHeaderResult Read(byte[] file) => ImageHeaderReader.Read(new MemoryStream(file));
}
