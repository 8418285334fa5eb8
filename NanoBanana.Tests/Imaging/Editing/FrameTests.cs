using NanoBanana.Imaging.Editing;
using static NanoBanana.Tests.Imaging.Editing.StepStudio;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>Pictures that grow, are put together, or are cut to a shape.</summary>
[Trait("Kind", "Unit")]
public sealed class FrameTests
{
    private static readonly TestPixels Picture = TestPixels.Photograph(120, 80);

    [Theory]
    [InlineData("mirror"), InlineData("blur"), InlineData("plain")]
    public async Task An_extended_picture_keeps_every_pixel_of_the_source(string fill)
    {
        Fill kind = fill switch
        {
            "mirror" => new Fill.Mirror(),
            "blur" => new Fill.Blur(),
            _ => new Fill.Plain(new(10, 200, 30)),
        };
        var file = await StepStudio.Editor.EditAsync(
            new([new Extend(Sides.Right | Sides.Top, Length.Percent(20), kind)]), new([Picture.ToJpeg(92)]), CancellationToken.None);
        var edited = Decode(file);

        Assert.Equal(("image/png", 144, 96), (file.ContentType, edited.Width, edited.Height));
        var source = TestPixels.Decode(Picture.ToJpeg(92), "jpegload_buffer");
        for (var y = 0; y < 80; y++)
        {
            Assert.True(source.Bytes.AsSpan(y * 360, 360).SequenceEqual(edited.Bytes.AsSpan(((y + 16) * 432), 360)), $"row {y} differs");
        }

        var (left, right) = (edited.At(119, 60)[0], edited.At(120, 60)[0]);
        Assert.True(fill == "plain" ? edited.At(130, 5)[1] == 200
            : Math.Abs(left - right) < 60, "the new area does not go on from the picture");
    }

    [Theory]
    [InlineData(16, 9, 142, 80), InlineData(1, 1, 120, 120), InlineData(3, 2, 120, 80)]
    public async Task A_padded_picture_has_the_ratio_and_stays_in_the_middle(int across, int down, int width, int height)
    {
        var edited = await DoAsync(Picture, new PadToRatio(across, down, new Fill.Plain(Rgba.White)));

        Assert.Equal((width, height), (edited.Width, edited.Height));
        Assert.Equal(Picture.At(60, 40).ToArray(), edited.At(60 + ((width - 120) / 2), 40 + ((height - 80) / 2)).ToArray());
    }

    [Fact]
    public async Task A_circle_is_opaque_inside_and_transparent_outside()
    {
        var edited = await DoAsync(Picture, new CropToCircle());

        Assert.Equal((80, 80, 4), (edited.Width, edited.Height, edited.Bands));
        Assert.Equal((255, 255, 0, 0), (edited.At(40, 1)[3], edited.At(78, 40)[3], edited.At(3, 3)[3], edited.At(76, 76)[3]));
        Assert.Equal(Picture.At(60, 40).ToArray(), edited.At(40, 40)[..3].ToArray());
    }

    [Fact]
    public async Task A_shadow_lies_below_the_picture_and_fades()
    {
        var edited = await DoAsync(Plain(100, 100, 250, 0, 0), new DropShadow(60));

        Assert.Equal(4, edited.Bands);
        var margin = (edited.Width - 100) / 2;
        Assert.Equal(255, edited.At(edited.Width / 2, edited.Height / 2)[3]);
        Assert.InRange(edited.At(edited.Width / 2, edited.Height - margin + 1)[3], 50, 130);
        Assert.InRange(edited.At(edited.Width / 2, edited.Height - 1)[3], 0, 8);
        Assert.True(edited.At(edited.Width / 2, edited.Height - margin)[3] > edited.At(edited.Width / 2, margin - 1)[3],
            "the shadow is not lower");
    }

    [Theory]
    [InlineData(CollageKind.Row), InlineData(CollageKind.Column), InlineData(CollageKind.Grid)]
    public async Task A_collage_shows_every_picture_whole_with_even_gaps(object asked)
    {
        var kind = (CollageKind)asked;
        TestPixels[] pictures =
            [Plain(120, 80, 200, 0, 0), Plain(60, 90, 0, 200, 0), Plain(100, 100, 0, 0, 200), Plain(90, 60, 200, 200, 0)];
        var edited = Decode(await FileAsync(pictures, new Collage(kind, 8, Rgba.White)));
        var layout = CollageLayout.Of(
            new(kind, 8, Rgba.White), [.. pictures.Select(picture => new PixelSize(picture.Width, picture.Height))]);

        Assert.Equal((layout.Width, layout.Height), (edited.Width, edited.Height));
        foreach (var (picture, box) in pictures.Zip(layout.Boxes))
        {
            Assert.Equal(picture.At(0, 0).ToArray(), edited.At(box.X + 2, box.Y + 2).ToArray());
            Assert.Equal(picture.At(0, 0).ToArray(), edited.At(box.X + box.Width - 3, box.Y + box.Height - 3).ToArray());
            Assert.Equal([255, 255, 255], edited.At(box.X + 3, box.Y - 4).ToArray());
            Assert.Equal([255, 255, 255], edited.At(box.X + box.Width + 3, box.Y + 9).ToArray());
            Assert.InRange((double)box.Width / box.Height, picture.Width / (double)picture.Height * 0.96,
                picture.Width / (double)picture.Height * 1.04);
        }

        Assert.Equal(kind switch { CollageKind.Row => 1, CollageKind.Column => 4, _ => 2 }, layout.Boxes.Select(box =>
            box.Y).Distinct().Count());
    }

    [Fact]
    public async Task An_upscaled_picture_made_small_again_is_the_source()
    {
        var sharp = TestPixels.Quarters(64, 48);
        var file = await FileAsync(sharp, new Upscale(3));
        var large = Decode(file);

        Assert.Equal((192, 144), (large.Width, large.Height));
        Assert.Equal(new Interpolated(3), Assert.Single(file.Notes));
        var back = await DoAsync(large, new ResizeToSize(64, 48, SizeFit.Stretch));
        var plain = await DoAsync(await DoAsync(sharp, new ResizeByShare(300)), new ResizeToSize(64, 48, SizeFit.Stretch));
        Assert.True(Difference(sharp, back) < 0.6 * Difference(sharp, plain), "back-projection adds nothing");
    }

    [Theory]
    [InlineData(3.5), InlineData(-6)]
    public async Task A_slanted_horizon_is_found_and_levelled(double degrees)
    {
        var slope = Math.Tan(degrees * Math.PI / 180);
        var slanted = Paint(300, 200, (x, y) => y > 100 + ((x - 150) * slope) ? (40, 70, 50) : (170, 200, 240));
        var file = await FileAsync(slanted, new Level());

        Assert.InRange(Assert.IsType<Levelled>(Assert.Single(file.Notes)).Degrees, -degrees - 0.3, -degrees + 0.3);
        var level = Decode(file);
        var (left, right) = (HorizonAt(level, 8), HorizonAt(level, level.Width - 9));
        Assert.InRange(left - right, -2, 2);
    }

    [Fact]
    public async Task Without_any_line_nothing_is_levelled()
    {
        var refused = await RefuseAsync(Paint(200, 150, (x, y) => (100 + (x / 4), 120, 90 + (y / 3))), new Level());
        Assert.Contains("straighten by", refused.Message, StringComparison.Ordinal);
    }

    private static int HorizonAt(TestPixels pixels, int x) => Enumerable.Range(0, pixels.Height).First(y => pixels.At(x, y)[2] < 145);
}
