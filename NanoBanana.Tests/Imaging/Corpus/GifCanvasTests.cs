using Microsoft.Extensions.Options;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.ImageSharp;
using NanoBanana.Imaging.LibVips;

namespace NanoBanana.Tests.Imaging.Corpus;

/// <summary>The canvas of a GIF is the one that browsers show.</summary>
[Trait("Kind", "Unit")]
public sealed class GifCanvasTests
{
    private static readonly IOptions<ImagingOptions> Settings = Options.Create(new ImagingOptions { Quality = 100 });

    public static TheoryData<byte[], int, int> Files => new()
    {
        { TestAnimations.Gif(60, 40, new(0, 0, 60, 40), new(10, 10, 80, 40)), 60, 40 },
        { TestAnimations.Gif(60, 40, new(0, 0, 90, 50), new(0, 0, 60, 40)), 90, 50 },
        { TestAnimations.Gif(60, 40, new(20, 10, 30, 20), new(0, 0, 60, 40)), 60, 40 },
        { TestAnimations.Gif(60, 40, new FrameBox(50, 30, 20, 20)), 70, 50 },
    };

    [Theory, MemberData(nameof(Files))]
    public async Task Thumbnails_and_edits_have_its_size(byte[] file, int width, int height)
    {
        foreach (var shown in await ShownAsync(file))
        {
            Assert.Equal((width, height), (shown.Width, shown.Height));
        }
    }

    [Fact]
    public async Task What_the_first_frame_leaves_uncovered_is_transparent()
    {
        foreach (var shown in await ShownAsync(TestAnimations.Gif(60, 40, new(20, 10, 30, 20), new(0, 0, 60, 40))))
        {
            Assert.Equal(0, shown.At(5, 5)[3]);
            Assert.Equal(0, shown.At(55, 35)[3]);
            Assert.Equal(255, shown.At(35, 20)[3]);
            Assert.InRange(shown.At(35, 20)[0], 28, 36);
        }
    }

    private static async Task<IReadOnlyList<TestPixels>> ShownAsync(byte[] file)
    {
        var mirrored = new EditProgram([new Flip(FlipAxis.Horizontal), new Flip(FlipAxis.Horizontal)]);
        byte[][] files =
        [
            await new LibVipsEngine(Settings).MakeRenditionAsync(file, 512, CancellationToken.None),
            await new ImageSharpEngine(Settings).MakeRenditionAsync(file, 512, CancellationToken.None),
            (await TestEditor.Of(Settings).EditAsync(mirrored, new([file]), CancellationToken.None)).Content,
        ];
        return [.. files.Select(made => SecondDecoder.Decode(made))];
    }
}
