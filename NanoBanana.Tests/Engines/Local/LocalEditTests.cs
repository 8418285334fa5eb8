using Microsoft.Extensions.Options;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Core.Imaging;
using NanoBanana.Core.Imaging.Editing;
using NanoBanana.Core.Imaging.LibVips.Editing;

namespace NanoBanana.Tests.Engines.Local;

public sealed class LocalEditTests
{
    private static readonly IOptions<ImagingOptions> Options = Microsoft.Extensions.Options.Options.Create(new ImagingOptions());
    private static readonly LibVipsEditor Editor = new(Options, new EditLimits(Options));
    private static readonly TestPixels Source = TestPixels.Photograph(120, 80);

    [Theory]
    [InlineData("crop to 100x50", 10, 15, 100, 50), InlineData("crop to a square", 20, 0, 80, 80), InlineData("crop to 50% in the top left", 0, 0, 60, 40)]
    [InlineData("crop to 1:2 on the right", 80, 0, 40, 80)]
    public async Task Cropping_keeps_pixels_as_they_are(string prompt, int left, int top, int width, int height) =>
        AssertSame(Map(width, height, (x, y, p) => Source.At(x + left, y + top).CopyTo(p)), await EditAsync(prompt));

    [Fact]
    public async Task Turning_and_flipping_move_pixels_and_change_none()
    {
        AssertSame(Map(80, 120, (x, y, p) => Source.At(y, 79 - x).CopyTo(p)), await EditAsync("rotate 90"));
        AssertSame(Map(80, 120, (x, y, p) => Source.At(119 - y, x).CopyTo(p)), await EditAsync("turn left"));
        AssertSame(Map(120, 80, (x, y, p) => Source.At(119 - x, 79 - y).CopyTo(p)), await EditAsync("rotate 180 degrees"));
        AssertSame(Map(120, 80, (x, y, p) => Source.At(119 - x, y).CopyTo(p)), await EditAsync("mirror"));
        AssertSame(Map(120, 80, (x, y, p) => Source.At(x, 79 - y).CopyTo(p)), await EditAsync("flip vertically"));
    }

    [Theory]
    [InlineData("brightness +20%"), InlineData("contrast -50%"), InlineData("warmth +50%"), InlineData("exposure -1 EV"), InlineData("invert")]
    [InlineData("black and white"), InlineData("sepia"), InlineData("saturation +60%"), InlineData("hue 180 degrees")]
    public async Task Colours_follow_their_formula(string prompt)
    {
        Func<double, double, double, (double, double, double)> formula = prompt.Split(' ')[0] switch
        {
            "brightness" => (r, g, b) => (r * 1.2, g * 1.2, b * 1.2),
            "contrast" => (r, g, b) => ((r + 127.5) / 2, (g + 127.5) / 2, (b + 127.5) / 2),
            "warmth" => (r, g, b) => (r * 1.15, g, b * 0.85),
            "exposure" => (r, g, b) => (Halved(r), Halved(g), Halved(b)),
            "invert" => (r, g, b) => (255 - r, 255 - g, 255 - b),
            "black" => (r, g, b) => (Grey(r, g, b), Grey(r, g, b), Grey(r, g, b)),
            "sepia" => (r, g, b) => ((0.393 * r) + (0.769 * g) + (0.189 * b), (0.349 * r) + (0.686 * g) + (0.168 * b), (0.272 * r) + (0.534 * g) + (0.131 * b)),
            "saturation" => (r, g, b) => (More(r, Grey(r, g, b)), More(g, Grey(r, g, b)), More(b, Grey(r, g, b))),
            // Half a turn mirrors every colour at its grey.
            _ => (r, g, b) => (Mirrored(r, r, g, b), Mirrored(g, r, g, b), Mirrored(b, r, g, b)),
        };
        var expected = Map(120, 80, (x, y, p) =>
        {
            var from = Source.At(x, y);
            var (r, g, b) = formula(from[0], from[1], from[2]);
            (p[0], p[1], p[2]) = (Byte(r), Byte(g), Byte(b));
        });

        AssertSame(expected, await EditAsync(prompt), tolerance: 1);

        static double Grey(double r, double g, double b) => (0.2126 * r) + (0.7152 * g) + (0.0722 * b);
        static double More(double value, double grey) => grey + ((value - grey) * 1.6);
        static double Mirrored(double value, double r, double g, double b) => (2 * ((0.213 * r) + (0.715 * g) + (0.072 * b))) - value;
        static double Halved(double value) => 255 * Srgb(Linear(value / 255) / 2);
        static double Linear(double v) => v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
        static double Srgb(double v) => v <= 0.0031308 ? v * 12.92 : (1.055 * Math.Pow(v, 1 / 2.4)) - 0.055;
    }

    [Fact]
    public async Task Pixelating_leaves_the_mean_of_each_block()
    {
        var edited = await EditAsync("pixelate 10 px");

        for (var y = 0; y < 80; y += 7)
        {
            for (var x = 0; x < 120; x += 7)
            {
                var mean = Mean(x / 10 * 10, y / 10 * 10, 10);
                Assert.InRange(edited.At(x, y)[1], mean - 1.5, mean + 1.5);
            }
        }
    }

    [Fact]
    public async Task Sharpening_moves_a_pixel_away_from_its_neighbours()
    {
        var edited = await EditAsync("sharpen by 50%");
        for (var y = 1; y < 79; y += 5)
        {
            for (var x = 1; x < 119; x += 5)
            {
                var expected = Byte(Source.At(x, y)[0] + (0.5 * (Source.At(x, y)[0] - Around(x, y))));
                Assert.InRange(edited.At(x, y)[0], expected - 3, expected + 3);
            }
        }

        static double Around(int x, int y) => ((Mean(x - 1, y - 1, 3, 0) * 9) - Source.At(x, y)[0]) / 8;
    }

    [Fact]
    public async Task A_blur_spreads_a_point_as_a_bell()
    {
        var point = new TestPixels(new byte[61 * 61 * 3], 61, 61, 3);
        for (var y = 20; y <= 40; y++)
        {
            point.Bytes.AsSpan(((y * 61) + 20) * 3, 21 * 3).Fill(255);
        }

        var edited = await EditAsync("blur 4 px", TestPng.Of(point));
        // Across the middle of a long edge it is half, and one deviation further 0.16.
        Assert.InRange((edited.At(19, 30)[0] + edited.At(20, 30)[0]) / 2.0, 120, 135);
        Assert.InRange((edited.At(15, 30)[0] + edited.At(16, 30)[0]) / 2.0, 30, 52);
        Assert.Equal(0, edited.At(2, 30)[0]);
    }

    [Fact]
    public async Task A_vignette_darkens_the_corners_and_not_the_centre()
    {
        var white = Map(100, 100, (_, _, p) => p.Fill(200));
        var edited = await EditAsync("vignette 50%", TestPng.Of(white));

        Assert.InRange(edited.At(50, 50)[0], 198, 200);
        Assert.InRange(edited.At(0, 0)[0], 100, 106);
        Assert.InRange(edited.At(0, 50)[0], 200 * (1 - (0.5 * 0.3536)) - 3, 200 * (1 - (0.5 * 0.3536)) + 3);
    }

    [Fact]
    public async Task A_border_lies_around_the_picture()
    {
        var expected = Map(140, 100, (x, y, p) =>
        {
            if (x is >= 10 and < 130 && y is >= 10 and < 90)
            {
                Source.At(x - 10, y - 10).CopyTo(p);
            }
            else
            {
                (p[0], p[1], p[2]) = (255, 128, 0);
            }
        });

        AssertSame(expected, await EditAsync("add a 10 px #ff8000 border"));
    }

    [Fact]
    public async Task Rounded_corners_are_transparent_and_the_rest_is_not()
    {
        var edited = await EditAsync("rounded corners 20 px");

        Assert.Equal(4, edited.Bands);
        Assert.Equal([0, 0, 0, 0], new[] { edited.At(0, 0)[3], edited.At(119, 0)[3], edited.At(0, 79)[3], edited.At(119, 79)[3] });
        Assert.Equal([255, 255, 255], new[] { edited.At(20, 0)[3], edited.At(60, 40)[3], edited.At(7, 7)[3] });
        Assert.Equal(Source.At(60, 40).ToArray(), edited.At(60, 40)[..3].ToArray());
    }

    [Fact]
    public async Task Resizing_gives_the_size_that_was_asked_for()
    {
        Assert.Equal((60, 40), Size(await EditAsync("half the size")));
        Assert.Equal((300, 100), Size(await EditAsync("resize to 300x100")));
        Assert.Equal((75, 50), Size(await EditAsync("fit into 100x50")));
        Assert.Equal((100, 50), Size(await EditAsync("stretch to 100x50")));
        Assert.Equal((90, 60), Size(await EditAsync("width 90")));
        Assert.Equal((45, 30), Size(await EditAsync("高30")).Item1 == 45 ? (45, 30) : default);
        var quarters = await EditAsync("resize to 50%", TestImages.Png(400, 200));
        Assert.Equal([220, 30, 30], quarters.At(50, 25).ToArray());
        Assert.Equal([220, 220, 30], quarters.At(150, 75).ToArray());
    }

    [Fact]
    public async Task A_slanted_turn_keeps_the_centre_and_shows_through_at_the_corners()
    {
        var edited = await EditAsync("rotate 30 degrees", TestImages.Png(200, 100));

        Assert.Equal((223, 187), Size(edited), new Near(2));
        Assert.Equal(0, edited.At(2, 2)[3]);
        // What was in the top left quarter comes to the top.
        Assert.Equal([220, 30, 30, 255], edited.At((edited.Width / 2) - 20, (edited.Height / 2) - 30).ToArray());
        Assert.Equal(3, (await EditAsync("straighten by 5 degrees", TestImages.Png(200, 100))).Bands);
        var filled = await EditAsync("rotate 30 degrees on a #0a141e background", TestImages.Png(200, 100));
        Assert.Equal([10, 20, 30], filled.At(2, 2).ToArray());
    }

    [Fact]
    public async Task Text_is_drawn_where_and_as_it_was_asked_for()
    {
        var edited = await EditAsync("a 400x200 black canvas with the text 'Hello 你好' in #ff0000 at the top left");
        var (left, top, right, bottom) = Drawn(edited);

        Assert.True(left < 20 && top < 30 && right is > 60 and < 250 && bottom < 60, $"{left} {top} {right} {bottom}");
        Assert.Equal([255, 0, 0], edited.Bytes.Chunk(3).MaxBy(pixel => pixel[0])!);
        var faint = await EditAsync("a 400x200 black canvas, watermark 'Hello' with 20% opacity");
        Assert.InRange(faint.Bytes.Max(), 45, 55);
        Assert.True(Drawn(faint).Left > 200);
    }

    [Fact]
    public async Task A_letter_that_no_font_has_is_named()
    {
        var refused = await Assert.ThrowsAsync<EditRefusedException>(() => EditAsync("a 400x200 canvas with the text 'a\uE5E7b'"));

        Assert.Contains("\uE5E7", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_picture_is_put_where_it_was_asked_for()
    {
        var (first, second) = (TestPng.Of(Map(100, 60, (_, _, p) => p.Fill(100))), TestPng.Of(Map(50, 60, (_, _, p) => p.Fill(200))));

        var right = await EditAsync("put the second image to the right", first, second);
        Assert.Equal((150, 60), Size(right));
        Assert.Equal((100, 200), (right.At(99, 30)[0], right.At(100, 30)[0]));
        var above = await EditAsync("把第二张图放在上方", first, second);
        Assert.Equal((100, 180), Size(above));
        Assert.Equal((200, 100), (above.At(50, 119)[0], above.At(50, 120)[0]));
        var over = await EditAsync("put the second image on top at the bottom right at 20%", first, second);
        Assert.Equal((100, 60), Size(over));
        Assert.Equal((200, 100, 100), (over.At(99, 59)[0], over.At(79, 59)[0], over.At(99, 35)[0]));
        var blended = await EditAsync("blend with the second image at 25%", first, second);
        Assert.InRange(blended.At(50, 30)[0], 124, 126);
    }

    [Fact]
    public async Task Transparency_is_kept_until_a_background_is_asked_for()
    {
        var clear = TestImages.Png(100, 100, alpha: true);

        var brighter = await EditAsync("brightness -50%", clear);
        Assert.Equal([110, 15, 15, 255], brighter.At(10, 10).ToArray());
        Assert.Equal(0, brighter.At(90, 10)[3]);
        var filled = await EditAsync("background #0000ff", clear);
        Assert.Equal([0, 0, 255], filled.At(90, 10).ToArray());
        await Assert.ThrowsAsync<EditRefusedException>(() => EditAsync("white background", TestImages.Png(100, 100)));
    }

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
        foreach (var file in new[] { TestImages.WebP(90, 60), TestImages.WebP(90, 60, alpha: true), TestImages.Gif(90, 60, 3), TestImages.AnimatedWebP(90, 60, 3), TestFiles.Sixteen, TestFiles.Grey, TestFiles.Palette, TestFiles.Cmyk })
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
        Assert.DoesNotContain(TestExif.Secret, System.Text.Encoding.Latin1.GetString((await FileAsync("brighter", jpeg)).Content), StringComparison.Ordinal);
        Assert.Equal("image/png", (await FileAsync("rounded corners", jpeg)).ContentType);
        Assert.Equal("image/png", (await FileAsync("brighter", TestImages.Png(30, 20))).ContentType);
    }

    [Theory]
    [InlineData("resize to 9000x9000"), InlineData("enlarge 100x"), InlineData("a 8000x8000 canvas"), InlineData("crop to 500x500"), InlineData("enlarge 10x, border 5000 px")]
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
            "crop to a square, then warm it up and add the text 'Hello' at the bottom", "裁成正方形，调亮一点，转90度", "black and white, more contrast", "resize to 50%, sharpen",
            "straighten by 2 degrees", "blur 10 px", "vignette, a 40 px white border", "pixelate", "flip horizontally, hue 90 degrees", "exposure +1, watermark '© 2026'",
        ];
        foreach (var prompt in prompts)
        {
            var file = await FileAsync(prompt, TestImages.Photograph);

            Assert.Equal("image/jpeg", file.ContentType);
            Assert.InRange(file.Content.Length, 100_000, 20 << 20);
        }
    }

    private static async Task<TestPixels> EditAsync(string prompt, params byte[][] files)
    {
        var file = await FileAsync(prompt, files.Length > 0 ? files : prompt.Contains("canvas", StringComparison.Ordinal) ? [] : [TestPng.Of(Source)], default);
        return TestPixels.Decode(file.Content, file.ContentType == "image/jpeg" ? "jpegload_buffer" : "pngload_buffer");
    }

    private static Task<EditedPicture> FileAsync(string prompt, byte[] file, CancellationToken cancellationToken = default) => FileAsync(prompt, [file], cancellationToken);

    private static Task<EditedPicture> FileAsync(string prompt, byte[][] files, CancellationToken cancellationToken)
    {
        var program = Assert.IsType<Reading.Understood>(PromptParser.Parse(prompt)).Program;
        return Editor.EditAsync(program, [.. files.Select(file => new ReadOnlyMemory<byte>(file))], cancellationToken);
    }

    private delegate void Paint(int x, int y, Span<byte> pixel);

    private static TestPixels Map(int width, int height, Paint paint)
    {
        var pixels = new TestPixels(new byte[width * height * 3], width, height, 3);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                paint(x, y, pixels.At(x, y));
            }
        }

        return pixels;
    }

    private static double Mean(int left, int top, int side, int band = 1)
    {
        var sum = 0.0;
        for (var y = top; y < top + side; y++)
        {
            for (var x = left; x < left + side; x++)
            {
                sum += Source.At(x, y)[band];
            }
        }

        return sum / (side * side);
    }

    private static (int Left, int Top, int Right, int Bottom) Drawn(TestPixels pixels)
    {
        var hits = Enumerable.Range(0, pixels.Width * pixels.Height).Where(at => pixels.Bytes[at * 3] > 20).Select(at => (X: at % pixels.Width, Y: at / pixels.Width)).ToArray();
        return (hits.Min(hit => hit.X), hits.Min(hit => hit.Y), hits.Max(hit => hit.X), hits.Max(hit => hit.Y));
    }

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);

    private static (int, int) Size(TestPixels pixels) => (pixels.Width, pixels.Height);

    private static void AssertSame(TestPixels expected, TestPixels actual, int tolerance = 0)
    {
        Assert.Equal((expected.Width, expected.Height, expected.Bands), (actual.Width, actual.Height, actual.Bands));
        var worst = expected.Bytes.Zip(actual.Bytes, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(worst <= tolerance, $"a channel differs by {worst}");
    }

    private sealed class Near(int by) : IEqualityComparer<(int, int)>
    {
        public bool Equals((int, int) x, (int, int) y) => Math.Abs(x.Item1 - y.Item1) <= by && Math.Abs(x.Item2 - y.Item2) <= by;

        public int GetHashCode((int, int) obj) => 0;
    }
}
