using Microsoft.Extensions.Options;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.LibVips;
using static NanoBanana.Tests.Engines.Local.LocalStudio;

namespace NanoBanana.Tests.Engines.Local;

/// <summary>What goes into the local engine and what comes out of it.</summary>
public sealed class LocalFileTests
{
    [Theory]
    [InlineData(1), InlineData(3), InlineData(6), InlineData(8)]
    public async Task A_turned_photograph_is_edited_upright(int orientation)
    {
        var edited = await EditAsync("crop to 200x100 in the top left", TestImages.Jpeg(600, 400, orientation));

        Assert.InRange(edited.At(100, 50)[0], 210, 230);
        Assert.InRange(edited.At(100, 50)[1], 20, 40);
    }

    [Fact]
    public async Task Every_kind_of_file_can_be_edited()
    {
        foreach (var file in new[] { TestImages.WebP(90, 60), TestImages.WebP(90, 60, alpha: true), TestImages.Gif(90, 60, 3),
            TestImages.AnimatedWebP(90, 60, 3), TestFiles.Sixteen, TestFiles.Grey, TestFiles.Palette, TestFiles.Cmyk })
        {
            var edited = await EditAsync("flip horizontally, a bit brighter, blur 1 px", file);

            Assert.Equal((90, 60), Size(edited));
            Assert.True(edited.Bands is 3 or 4);
        }

        Assert.Equal([220, 30, 30], (await EditAsync("mirror", TestFiles.Sixteen)).At(80, 10).ToArray());
        Assert.Equal([220, 30, 30], (await EditAsync("mirror", TestFiles.Palette)).At(80, 10).ToArray());
    }

    [Fact]
    public async Task A_jpeg_stays_one_until_something_is_transparent()
    {
        var jpeg = TestImages.JpegWithGps(300, 200);

        Assert.Equal("image/jpeg", (await FileAsync("brighter", jpeg)).ContentType);
        Assert.DoesNotContain(
            TestExif.Secret, System.Text.Encoding.Latin1.GetString((await FileAsync("brighter", jpeg)).Content), StringComparison.Ordinal);
        Assert.Equal("image/png", (await FileAsync("rounded corners", jpeg)).ContentType);
        Assert.Equal("image/png", (await FileAsync("brighter", TestImages.Png(30, 20))).ContentType);
    }

    [Theory]
    [InlineData("resize to 9000x9000"), InlineData("enlarge 100x"), InlineData("a 8000x8000 canvas"), InlineData("crop to 500x500"),
        InlineData("enlarge 10x, border 5000 px")]
    [InlineData("add the text 'far too long for so small a picture' with size 60 px")]
    public async Task What_does_not_fit_is_refused(string prompt)
    {
        if (PromptParser.Parse(prompt) is Reading.Understood)
        {
            await Assert.ThrowsAsync<EditRefusedException>(() => EditAsync(prompt));
        }
        else
        {
            Assert.Equal("enlarge 100x", prompt);
        }
    }

    [Fact]
    public async Task A_line_that_is_too_long_to_be_drawn_is_refused_as_text()
    {
        var prompt = $"add the text '{new string('W', 3000)}'";
        var refused = await Assert.ThrowsAsync<EditRefusedException>(() => EditAsync(prompt, TestImages.Jpeg(2400, 1800)));

        Assert.Contains("The text does not fit", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inks_with_a_wrong_profile_are_shown_and_edited_alike()
    {
        var engine = new LibVipsEngine(Options.Create(new ImagingOptions { Quality = 100 }));
        foreach (var file in new[] { TestFiles.Cmyk, TestFiles.CmykWithColourProfile })
        {
            var shown = TestPixels.Decode(await engine.MakeRenditionAsync(file, 512, CancellationToken.None), "webpload_buffer");
            var edited = await EditAsync("mirror, mirror", file);

            Assert.InRange(shown.Bytes.Zip(edited.Bytes, (a, b) => Math.Abs(a - b)).Average(), 0, 4);
        }
    }

    [Fact]
    public async Task Damage_and_cancelling_are_told_apart()
    {
        await Assert.ThrowsAsync<CorruptImageException>(() => FileAsync("rotate 90", TestImages.Truncated(TestImages.Png(300, 200))));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FileAsync("rotate 90", TestImages.Png(300, 200), cancelled.Token));
    }

    [Fact]
    public async Task Ten_different_edits_of_a_photograph_of_12_megapixels()
    {
        string[] prompts =
        [
            "crop to a square, then warm it up and add the text 'Hello' at the bottom", "裁成正方形，调亮一点，转90度",
            "black and white, more contrast", "resize to 50%, sharpen",
            "straighten by 2 degrees", "blur 10 px", "vignette, a 40 px white border", "pixelate", "flip horizontally, hue 90 degrees",
            "exposure +1, watermark '© 2026'",
        ];
        foreach (var prompt in prompts)
        {
            var file = await FileAsync(prompt, TestImages.Photograph);

            Assert.Equal("image/jpeg", file.ContentType);
            Assert.InRange(file.Content.Length, 100_000, 20 << 20);
        }
    }
}
