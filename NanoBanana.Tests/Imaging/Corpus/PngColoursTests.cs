using System.Buffers.Binary;
using Microsoft.Extensions.Options;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.ImageSharp;
using NanoBanana.Imaging.LibVips;

namespace NanoBanana.Tests.Imaging.Corpus;

/// <summary>PNGs without a profile whose gAMA and cHRM chunks say what their numbers mean. The expected colours are those of Chromium
/// 156.</summary>
[Trait("Kind", "Unit")]
public sealed class PngColoursTests
{
    private static readonly IOptions<ImagingOptions> Settings = Options.Create(new ImagingOptions { Quality = 100 });
    private static readonly uint[] DisplayP3 = [31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000];
    private static readonly uint[] Adobe = [34567, 35850, 64000, 33000, 21000, 71000, 15000, 6000];

    [Theory]
    [InlineData(45455, 128, 128)]
    [InlineData(100_000, 128, 188)]
    [InlineData(100_000, 10, 56)]
    [InlineData(55_556, 64, 81)]
    public Task Grey_is_as_light_as_in_a_browser(int gamma, byte stored, byte shown) =>
        ShouldShowAsync(Png([stored], Chunk("gAMA", (uint)gamma)), [shown, shown, shown]);

    [Fact]
    public async Task Colours_are_those_of_a_browser()
    {
        await ShouldShowAsync(Png([200, 100, 50], Chunk("gAMA", 45455), Chunk("cHRM", DisplayP3)), [216, 93, 24]);
        await ShouldShowAsync(Png([200, 100, 50], Chunk("gAMA", 45455), Chunk("cHRM", Adobe)), [231, 101, 50]);
        await ShouldShowAsync(Png([60, 180, 220], Chunk("gAMA", 45455), Chunk("cHRM", Adobe)), [0, 181, 221]);
        await ShouldShowAsync(Png([200, 100, 50], Chunk("gAMA", 100_000)), [229, 168, 122]);
    }

    [Fact]
    public async Task Chunks_that_count_nothing_change_nothing()
    {
        await ShouldShowAsync(Png([200, 100, 50], Chunk("cHRM", DisplayP3)), [200, 100, 50]);
        await ShouldShowAsync(Png([200, 100, 50], ("sRGB", [0]), Chunk("gAMA", 100_000)), [200, 100, 50]);
        await ShouldShowAsync(Png([200, 100, 50], Chunk("gAMA", 0), Chunk("cHRM", new uint[8])), [200, 100, 50]);
    }

    private static async Task ShouldShowAsync(byte[] file, byte[] expected)
    {
        var mirrored = new EditProgram([new Flip(FlipAxis.Horizontal)]);
        byte[][] files =
        [
            await new LibVipsEngine(Settings).MakeRenditionAsync(file, 512, CancellationToken.None),
            await new ImageSharpEngine(Settings).MakeRenditionAsync(file, 512, CancellationToken.None),
            (await TestEditor.Of(Settings).EditAsync(mirrored, new([file]), CancellationToken.None)).Content,
        ];
        foreach (var shown in files.Select(made => SecondDecoder.Decode(made)))
        {
            for (var band = 0; band < 3; band++)
            {
                Assert.InRange(shown.At(8, 8)[band], expected[band] - 4, expected[band] + 4);
            }
        }
    }

    private static byte[] Png(byte[] colour, params (string Type, byte[] Data)[] chunks)
    {
        const int Side = 16;
        var bytes = Enumerable.Repeat(colour, Side * Side).SelectMany(pixel => pixel).ToArray();
        return TestPng.Of(new TestPixels(bytes, Side, Side, colour.Length), 8, chunks);
    }

    private static (string Type, byte[] Data) Chunk(string type, params uint[] numbers)
    {
        var data = new byte[sizeof(uint) * numbers.Length];
        for (var at = 0; at < numbers.Length; at++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(sizeof(uint) * at), numbers[at]);
        }

        return (type, data);
    }
}
