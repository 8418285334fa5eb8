using Microsoft.Extensions.Options;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.ImageSharp;
using NanoBanana.Imaging.LibVips;
using NanoBanana.Imaging.LibVips.Editing;

namespace NanoBanana.Tests.Imaging.Corpus;

/// <summary>
/// Every way to store a picture is seen, shown and edited alike: size, turn, colours and transparency as a second decoder finds them.
/// </summary>
public sealed class CorpusTests
{
    private static readonly IOptions<ImagingOptions> Settings = Options.Create(new ImagingOptions { Quality = 100 });
    private static readonly LibVipsEditor Editor = TestEditor.Of(Settings);

    public static TheoryData<string, int> Kinds
    {
        get
        {
            var kinds = new TheoryData<string, int>();
            foreach (var (format, depth) in new[] { ("png", 8), ("png", 16), ("jpeg", 8), ("webp", 8) })
            {
                kinds.Add(format, depth);
            }

            return kinds;
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_header_says_what_is_seen(string format, int depth)
    {
        foreach (var picture in Pictures(format, depth))
        {
            var header = SourceHeader.Read(picture.ToFile());
            Assert.True(picture.Size == (header.Width, header.Height), $"{picture}: {header}");
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_edit_shows_what_a_viewer_shows(string format, int depth)
    {
        var twice = new EditProgram([new Flip(FlipAxis.Horizontal), new Flip(FlipAxis.Horizontal)]);
        foreach (var picture in Pictures(format, depth))
        {
            var file = picture.ToFile();
            var edited = await Editor.EditAsync(twice, new([file]), CancellationToken.None);
            AssertSame(picture, file, edited.Content);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_second_picture_shows_what_a_viewer_shows(string format, int depth)
    {
        foreach (var picture in Pictures(format, depth).Where(picture => picture.Size == (CorpusPicture.Width, CorpusPicture.Height)))
        {
            var file = picture.ToFile();
            var first = TestPng.Of(TestPixels.Quarters(CorpusPicture.Width, CorpusPicture.Height));
            var edited = TestPixels.Decode((await Editor.EditAsync(
                new EditProgram([new PlaceBeside(Anchor.Right)]), new([first, file]), CancellationToken.None)).Content, "pngload_buffer");
            Assert.Equal((2 * CorpusPicture.Width, CorpusPicture.Height), (edited.Width, edited.Height));
            AssertSame(picture, file, TestPng.Of(RightHalf(edited)));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Both_thumbnails_show_what_a_viewer_shows(string format, int depth)
    {
        IImageEngine[] engines = [new LibVipsEngine(Settings), new ImageSharpEngine(Settings)];
        foreach (var picture in Pictures(format, depth))
        {
            var file = picture.ToFile();
            foreach (var engine in engines)
            {
                var thumbnail = await engine.MakeRenditionAsync(file, 512, CancellationToken.None);
                AssertSame(picture, file, thumbnail, tolerance: 6, maker: engine.Name);
            }
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_masked_edit_fits_the_picture(string format, int depth)
    {
        foreach (var picture in Pictures(format, depth))
        {
            var file = picture.ToFile();
            var (width, height) = picture.Size;
            var mask = TestPng.Of(Compositing.Compositor.BoxMask(width, height, (0, 0, width, height)));
            var answer = await Editor.EditAsync(new EditProgram([new Flip(FlipAxis.Horizontal)]), new([file]), CancellationToken.None);
            var composited = await Compositing.Compositor.CompositeAsync(answer.Content, file, mask, isExact: true);
            Assert.True(picture.Size == (composited.Width, composited.Height), picture.ToString());

            var back = await Editor.EditAsync(new EditProgram([new Flip(FlipAxis.Horizontal)]), new([composited.Content]),
                CancellationToken.None);
            AssertSame(picture, file, back.Content, tolerance: 2);
        }
    }

    private static IEnumerable<CorpusPicture> Pictures(string format, int depth)
    {
        foreach (var profile in Enum.GetValues<CorpusProfile>())
        {
            foreach (var (isGrey, hasAlpha) in new[] { (false, false), (false, true), (true, false), (true, true) })
            {
                if ((hasAlpha && format == "jpeg") || (isGrey && format == "webp"))
                {
                    continue;
                }

                foreach (var orientation in profile == CorpusProfile.Srgb ? Enumerable.Range(1, 8) : [1, 6])
                {
                    yield return new(format, depth, isGrey, hasAlpha, profile, orientation, TestExif.Short);
                }
            }
        }

        foreach (var type in new[] { TestExif.Byte, TestExif.Long })
        {
            yield return new(format, depth, false, false, CorpusProfile.None, 6, format == "webp" ? TestExif.Short : type);
        }
    }

    private static void AssertSame(CorpusPicture picture, byte[] file, byte[] made, double tolerance = 1, string maker = "")
    {
        var expected = SecondDecoder.Decode(file, picture.IsTurned ? picture.Orientation : 1, picture.Icc());
        var actual = SecondDecoder.Decode(made);
        var size = (actual.Width, actual.Height);
        Assert.True((expected.Width, expected.Height) == size, $"{picture}: {size} {maker}");
        var error = Enumerable.Range(0, expected.Bytes.Length).Average(at => Math.Abs(expected.Bytes[at] - actual.Bytes[at]));
        Assert.True(error <= tolerance + (picture.Format == "jpeg" ? 1 : 0), $"{picture}: differs by {error:0.0} {maker}");
    }

    private static TestPixels RightHalf(TestPixels pixels)
    {
        using var image = pixels.ToImage();
        using var half = image.ExtractArea(pixels.Width / 2, 0, pixels.Width / 2, pixels.Height);
        return TestPixels.Of(half);
    }
}
