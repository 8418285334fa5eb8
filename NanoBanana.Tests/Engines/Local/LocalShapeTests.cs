using NanoBanana.Imaging.Editing;
using static NanoBanana.Tests.Engines.Local.LocalStudio;

namespace NanoBanana.Tests.Engines.Local;

/// <summary>Edits that move, add or take away pixels.</summary>
[Trait("Kind", "Unit")]
public sealed class LocalShapeTests
{
    [Theory]
    [InlineData("crop to 100x50", 10, 15, 100, 50), InlineData("crop to a square", 20, 0, 80, 80),
        InlineData("crop to 50% in the top left", 0, 0, 60, 40)]
    [InlineData("crop to 1:2 on the right", 80, 0, 40, 80), InlineData("crop to 30x20 at 85, 60", 85, 60, 30, 20)]
    [InlineData("裁剪为120x1，位置0, 79", 0, 79, 120, 1)]
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

    [Fact]
    public async Task A_side_is_cut_off_and_the_rest_is_left_as_it_is()
    {
        AssertSame(Map(120, 40, (x, y, p) => Source.At(x, y).CopyTo(p)), await EditAsync("chop off the bottom half"));
        AssertSame(Map(90, 80, (x, y, p) => Source.At(x + 30, y).CopyTo(p)), await EditAsync("cut off 25% on the left"));
        AssertSame(Map(96, 80, (x, y, p) => Source.At(x, y).CopyTo(p)), await EditAsync("crop off the right side"));
        AssertSame(Map(120, 72, (x, y, p) => Source.At(x, y + 8).CopyTo(p)), await EditAsync("trim a bit off the top"));
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
        Assert.Equal([190, 4, 4, 255], brighter.At(10, 10).ToArray());
        Assert.Equal(0, brighter.At(90, 10)[3]);
        var filled = await EditAsync("fill the transparent parts with #0000ff", clear);
        Assert.Equal([0, 0, 255], filled.At(90, 10).ToArray());
        await Assert.ThrowsAsync<EditRefusedException>(() => EditAsync("fill the transparent parts with white", TestImages.Png(100, 100)));
    }

    private sealed class Near(int by) : IEqualityComparer<(int, int)>
    {
        public bool Equals((int, int) x, (int, int) y) => Math.Abs(x.Item1 - y.Item1) <= by && Math.Abs(x.Item2 - y.Item2) <= by;

        public int GetHashCode((int, int) obj) => 0;
    }
}
