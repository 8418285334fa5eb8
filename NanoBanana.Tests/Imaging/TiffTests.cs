using Microsoft.Extensions.Options;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Headers;
using NanoBanana.Imaging.LibVips;
using NetVips;

namespace NanoBanana.Tests.Imaging;

[Trait("Kind", "Unit")]
public sealed class TiffTests
{
    private static readonly TestPixels Quarters = TestPixels.Quarters(150, 100);
    private static readonly LibVipsEngine Engine = new(Options.Create(new ImagingOptions()));

    [Theory]
    [InlineData(Enums.ForeignTiffCompression.None, 0), InlineData(Enums.ForeignTiffCompression.Lzw, 0)]
    [InlineData(Enums.ForeignTiffCompression.Deflate, 0), InlineData(Enums.ForeignTiffCompression.Packbits, 0)]
    [InlineData(Enums.ForeignTiffCompression.Jpeg, 40)]
    public async Task Every_way_of_packing_gives_the_same_pixels(Enums.ForeignTiffCompression compression, int tolerance)
    {
        await ShouldShowQuartersAsync(Quarters.ToTiff(compression), tolerance);
        await ShouldShowQuartersAsync(Quarters.ToTiff(compression, isTiled: true), tolerance);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task A_turned_picture_becomes_upright(int orientation) =>
        await ShouldShowQuartersAsync(TestImages.Tiff(150, 100, orientation), 0);

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Both_orders_of_bytes_are_read(bool isBigEndian) =>
        await ShouldShowQuartersAsync(TestTiff.File(TestTiff.Plain(Quarters), Quarters.Bytes, isBigEndian), 0);

    [Fact]
    public async Task Channels_that_are_kept_apart_are_joined()
    {
        var size = Quarters.Width * Quarters.Height;
        var planes = Enumerable.Range(0, 3).SelectMany(band => Quarters.Bytes.Where((_, at) => at % 3 == band)).ToArray();
        var file = TestTiff.File(
            new Dictionary<TiffTag, long[]>(TestTiff.Plain(Quarters))
            {
                [TiffTag.PlanarConfiguration] = [2],
                [TiffTag.StripOffsets] = [8, 8 + size, 8 + (2 * size)],
                [TiffTag.StripByteCounts] = [size, size, size],
            },
            planes);
        await ShouldShowQuartersAsync(file, 0);
    }

    [Fact]
    public async Task Sixteen_bits_inks_and_grey_are_shown_in_eight_bits_of_sRGB()
    {
        using var image = Quarters.ToImage();
        using var wide = image.Colourspace(Enums.Interpretation.Rgb16);
        await ShouldShowQuartersAsync(wide.TiffsaveBuffer(), 1);
        using var inks = image.IccTransform("cmyk", inputProfile: "srgb");
        using var printed = inks.IccTransform("srgb", embedded: true, intent: Enums.Intent.Relative, blackPointCompensation: true);
        var ofInks = TestPixels.Decode(await Engine.MakeDisplayAsync(inks.TiffsaveBuffer(), default), "pngload_buffer");
        Assert.True(TestPixels.Of(printed).Bytes.Zip(ofInks.Bytes, (a, b) => Math.Abs(a - b)).Max() <= 2);
        using var grey = image.Colourspace(Enums.Interpretation.Bw);
        var shown = TestPixels.Decode(await Engine.MakeDisplayAsync(grey.TiffsaveBuffer(bitdepth: 4), default), "pngload_buffer");
        Assert.InRange(shown.At(10, 10)[0], TestPixels.Of(grey).At(10, 10)[0] - 17, TestPixels.Of(grey).At(10, 10)[0] + 17);
    }

    [Fact]
    public async Task Of_several_pages_the_first_is_shown()
    {
        using var image = Quarters.ToImage();
        using var second = image.Invert();
        using var both = image.Join(second, Enums.Direction.Vertical);
        await ShouldShowQuartersAsync(both.TiffsaveBuffer(pageHeight: Quarters.Height), 0);
    }

    [Fact]
    public async Task A_directory_that_leads_back_to_itself_is_read_once()
    {
        var sound = TestTiff.File(TestTiff.Plain(Quarters), Quarters.Bytes);
        var loop = TestTiff.File(TestTiff.Plain(Quarters), Quarters.Bytes, next: BitConverter.ToUInt32(sound, 4));
        await ShouldShowQuartersAsync(loop, 0);
    }

    [Fact]
    public void The_decoder_gets_one_page_and_no_tag_that_was_not_judged()
    {
        var file = TiffFirstPage.Of(TestImages.TiffWithSecret(60, 40));
        var page = TiffDirectory.Read(new HeaderCursor(new MemoryStream(file)));
        Assert.DoesNotContain((ushort)270, page.Entries.Keys);
        Assert.Contains((ushort)TiffTag.Width, page.Entries.Keys);
        Assert.Equal(new byte[4], file[^4..]);
    }

    [Fact]
    public async Task A_display_file_says_nothing_beside_the_picture()
    {
        var file = TestImages.TiffWithSecret(60, 40);
        var secret = System.Text.Encoding.ASCII.GetBytes(TestExif.Secret);
        Assert.True(file.AsSpan().IndexOf(secret) > 0);
        var shown = await Engine.MakeDisplayAsync(file, default);
        Assert.True(shown.AsSpan().IndexOf(secret) < 0);
    }

    [Theory]
    [InlineData((int)TiffTag.Width, 0), InlineData((int)TiffTag.Height, 0), InlineData((int)TiffTag.Width, 0xFFFFFFFF)]
    [InlineData((int)TiffTag.RowsPerStrip, 0), InlineData((int)TiffTag.RowsPerStrip, 1), InlineData((int)TiffTag.StripOffsets, 0xFFFFFFF0)]
    [InlineData((int)TiffTag.StripByteCounts, 0xFFFFFFF0)]
    [InlineData((int)TiffTag.StripByteCounts, 0)]
    [InlineData((int)TiffTag.TileWidth, 16)]
    public void A_header_that_contradicts_itself_is_refused(int tag, long value) =>
        Assert.IsType<ImageHeaderResult.Corrupt>(Read(Changed((TiffTag)tag, value)));

    [Theory]
    [InlineData((int)TiffTag.SubfileType, 1, "raw camera"), InlineData((int)TiffTag.DngVersion, 1, "raw camera")]
    [InlineData((int)TiffTag.Compression, 4, "compressed")]
    [InlineData((int)TiffTag.Compression, 6, "compressed")]
    [InlineData((int)TiffTag.Compression, 50000, "compressed")]
    [InlineData((int)TiffTag.Photometric, 8, "colours")]
    [InlineData((int)TiffTag.Photometric, 32803, "colours")]
    [InlineData((int)TiffTag.Photometric, 6, "colours")]
    [InlineData((int)TiffTag.SampleFormat, 3, "numbers")]
    [InlineData((int)TiffTag.BitsPerSample, 32, "numbers")]
    [InlineData((int)TiffTag.Predictor, 3, "numbers")]
    [InlineData((int)TiffTag.SamplesPerPixel, 9, "channels")]
    [InlineData((int)TiffTag.PlanarConfiguration, 3, "channels")]
    [InlineData((int)TiffTag.InkSet, 2, "inks")]
    public void A_kind_that_is_not_decoded_is_refused_by_its_name(int tag, long value, string reason) =>
        Assert.Contains(
            reason, Assert.IsType<ImageHeaderResult.Unsupported>(Read(Changed((TiffTag)tag, value))).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(1 << 20, 1 << 20), InlineData(17, 16), InlineData(0, 16), InlineData(8192, 16)]
    public void A_tile_that_no_decoder_should_hold_is_refused(int width, int height)
    {
        var entries = TestTiff.Plain(Quarters);
        entries.Remove(TiffTag.StripOffsets);
        entries.Remove(TiffTag.StripByteCounts);
        entries[TiffTag.TileWidth] = [width];
        entries[TiffTag.TileHeight] = [height];
        entries[TiffTag.TileOffsets] = [.. Enumerable.Repeat(8L, 100)];
        entries[TiffTag.TileByteCounts] = [.. Enumerable.Repeat(8L, 100)];
        Assert.IsType<ImageHeaderResult.Corrupt>(Read(TestTiff.File(entries, Quarters.Bytes)));
    }

    [Fact]
    public void Many_pixels_are_refused_before_they_are_decoded()
    {
        var file = Changed(TiffTag.Width, 60_000, (TiffTag.Height, 60_000), (TiffTag.RowsPerStrip, 60_000));
        var policy = new ImagePolicy(Options.Create(new ImagingOptions()));
        var refused = Assert.IsType<ImageVerdict.Refused>(policy.Judge(new MemoryStream(file)));
        Assert.Equal(ImageProblems.TooManyPixels, refused.Problem.Code);
    }

    private static byte[] Changed(TiffTag tag, long value, params (TiffTag Tag, long Value)[] more)
    {
        var entries = TestTiff.Plain(Quarters);
        foreach (var (name, number) in more.Append((tag, value)))
        {
            entries[name] = name is TiffTag.BitsPerSample or TiffTag.SampleFormat ? [number, number, number] : [number];
        }

        return TestTiff.File(entries, Quarters.Bytes);
    }

    private static async Task ShouldShowQuartersAsync(byte[] file, int tolerance)
    {
        var shown = TestPixels.Decode(await Engine.MakeDisplayAsync(file, default), "pngload_buffer");
        Assert.Equal((Quarters.Width, Quarters.Height), (shown.Width, shown.Height));
        foreach (var (x, y) in (ReadOnlySpan<(int, int)>)[(20, 20), (120, 20), (20, 80), (120, 80), (0, 0), (149, 99)])
        {
            for (var band = 0; band < 3; band++)
            {
                Assert.InRange(shown.At(x, y)[band], Quarters.At(x, y)[band] - tolerance, Quarters.At(x, y)[band] + tolerance);
            }
        }
    }

    private static ImageHeaderResult Read(byte[] file) => ImageHeaderReader.Read(new MemoryStream(file));
}
