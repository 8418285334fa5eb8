using System.Buffers.Binary;
using Microsoft.Extensions.Options;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Bmp;
using NanoBanana.Imaging.Headers;
using NanoBanana.Imaging.LibVips;

namespace NanoBanana.Tests.Imaging;

[Trait("Kind", "Unit")]
public sealed class BmpTests
{
    private static readonly TestPixels Quarters = TestPixels.Quarters(31, 22);

    public static TheoryData<int, int, bool> Kinds
    {
        get
        {
            var kinds = new TheoryData<int, int, bool>();
            ReadOnlySpan<(int, int)> all =
            [
                (4, 12), (8, 12), (24, 12), (4, 40), (8, 40), (24, 40), (32, 40), (24, 52), (32, 56), (8, 108), (24, 108), (24, 124),
                (32, 124),
            ];
            foreach (var (bits, header) in all)
            {
                kinds.Add(bits, header, false);
                if (header > 12)
                {
                    kinds.Add(bits, header, true);
                }
            }

            return kinds;
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_depth_version_and_order_of_rows_gives_the_same_pixels(int bits, int header, bool isTopDown) =>
        Assert.Equal(Quarters.Bytes, Decode(TestBmp.Of(Quarters, bits, header, isTopDown)).Bytes);

    [Fact]
    public void One_bit_is_two_colours()
    {
        var halves = TestPixels.Quarters(33, 2);
        halves.At(0, 0).CopyTo(halves.At(20, 0));
        var two = new TestPixels(halves.Bytes[..(33 * 3)], 33, 1, 3);
        Assert.Equal(two.Bytes, Decode(TestBmp.Of(two, bits: 1)).Bytes);
    }

    [Theory]
    [InlineData(0xF800u, 0x7E0u, 0x1Fu, 16), InlineData(0x7C00u, 0x3E0u, 0x1Fu, 16), InlineData(0xF00u, 0xF0u, 0xFu, 16)]
    [InlineData(0xFFu, 0xFF00u, 0xFF0000u, 32), InlineData(0x3FF00000u, 0xFFC00u, 0x3FFu, 32)]
    public void Channels_are_where_the_masks_say(uint red, uint green, uint blue, int bits)
    {
        var pixels = Decode(TestBmp.Of(Quarters, bits, masks: new(red, green, blue, 0)));
        Assert.Equal(3, pixels.Bands);
        Assert.True(Quarters.Bytes.Zip(pixels.Bytes, (a, b) => Math.Abs(a - b)).Max() <= (bits == 16 ? 16 : 0));
    }

    [Fact]
    public void Channels_of_few_bits_reach_from_black_to_white()
    {
        var white = new TestPixels([255, 255, 255, 0, 0, 0], 2, 1, 3);
        Assert.Equal(white.Bytes, Decode(TestBmp.Of(white, 16)).Bytes);
    }

    [Fact]
    public void Alpha_counts_where_any_pixel_has_some()
    {
        var masks = new BmpMasks(0xFF0000, 0xFF00, 0xFF, 0xFF000000);
        var half = Quarters.WithAlpha();
        Assert.Equal(half.Bytes, Decode(TestBmp.Of(half, 32, header: 124, masks: masks)).Bytes);
        Assert.Equal(Quarters.Bytes, Decode(TestBmp.Of(Quarters, 32, header: 124, masks: masks)).Bytes);
    }

    [Fact]
    public void A_number_without_a_colour_is_black()
    {
        var bmp = TestBmp.Of(Quarters, bits: 8);
        bmp[^1] = bmp[^32] = 200;
        Assert.Equal([0, 0, 0], Decode(bmp).At(0, 0).ToArray());
    }

    [Fact]
    public async Task An_embedded_profile_counts()
    {
        using var srgb = Quarters.ToImage();
        using var wide = srgb.IccTransform("p3", inputProfile: "srgb");
        var file = TestBmp.Of(TestPixels.Of(wide), header: 124, profile: (byte[])wide.Get("icc-profile-data"));
        var engine = new LibVipsEngine(Options.Create(new ImagingOptions()));
        var shown = TestPixels.Decode(await engine.MakeDisplayAsync(file, default), "pngload_buffer");
        Assert.True(Quarters.Bytes.Zip(shown.Bytes, (a, b) => Math.Abs(a - b)).Max() <= 3);
        Assert.NotEqual(Quarters.Bytes, TestPixels.Of(wide).Bytes);
    }

    [Theory]
    [InlineData(18, int.MaxValue, "ends before its picture does"), InlineData(22, int.MinValue, "no width or no height")]
    [InlineData(18, -5, "no width or no height"), InlineData(18, 0, "no width or no height"), InlineData(22, 0, "no width or no height")]
    [InlineData(10, 20, "makes no sense")]
    [InlineData(10, int.MaxValue, "ends before its picture does")]
    [InlineData(28, 7, "makes no sense")]
    public void A_header_that_contradicts_itself_is_refused(int at, int value, string reason)
    {
        var bmp = TestBmp.Of(Quarters);
        BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(at), value);
        Assert.Contains(reason, Assert.IsType<ImageHeaderResult.Corrupt>(Read(bmp)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, 1), InlineData(30, 2), InlineData(30, 4), InlineData(30, 5), InlineData(14, 64)]
    public void A_kind_that_is_not_decoded_is_refused_by_its_name(int at, byte value)
    {
        var bmp = TestBmp.Of(Quarters);
        bmp[at] = value;
        Assert.Contains("not supported", Assert.IsType<ImageHeaderResult.Unsupported>(Read(bmp)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0xFF0000u, 0xFF00u, 0xFFFFu), InlineData(0xF0F000u, 0xFu, 0xF00u), InlineData(0u, 0u, 0u)]
    public void Masks_that_overlap_or_have_gaps_are_refused(uint red, uint green, uint blue) =>
        Assert.IsType<ImageHeaderResult.Corrupt>(Read(TestBmp.Of(Quarters, 32, masks: new(red, green, blue, 0))));

    [Fact]
    public void A_file_that_lacks_its_last_byte_is_refused() =>
        Assert.IsType<ImageHeaderResult.Corrupt>(Read(TestBmp.Of(Quarters)[..^1]));

    private static TestPixels Decode(byte[] file)
    {
        Assert.IsType<ImageHeaderResult.Found>(Read(file));
        using var pixels = BmpDecoder.Decode(file, CancellationToken.None);
        return new(pixels.All().ToArray(), pixels.Width, pixels.Height, pixels.Bands);
    }

    private static ImageHeaderResult Read(byte[] file) => ImageHeaderReader.Read(new MemoryStream(file));
}
