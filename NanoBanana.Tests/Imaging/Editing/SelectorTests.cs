using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Images;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.Models;
using NanoBanana.Imaging.Selecting;
using static NanoBanana.Tests.Imaging.Editing.StepStudio;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>Masks from clicks and boxes, on pictures whose truth is known.</summary>
public sealed class SelectorTests
{
    private static readonly PictureSelector Selector =
        new(new NoModel(), Options.Create(new ImagingOptions { Deadline = TimeSpan.FromMinutes(5) }));

    [Fact]
    public async Task A_box_selects_what_is_in_it()
    {
        var (picture, truth, centreX, centreY) = Thing(3, 420, 320);
        var mask = await SelectAsync(picture, new(Box: new(centreX - 95, centreY - 95, 190, 190)));
        Assert.True(Iou(mask.Pixels, truth) > 0.88, $"IoU {Iou(mask.Pixels, truth):0.000}");
        Assert.Equal(0, mask.Pixels.At(5, 5)[0]);
        Assert.InRange(mask.Coverage, truth.Count(inside => inside) * 0.85 / truth.Length, truth.Count(inside =>
            inside) * 1.15 / truth.Length);
        Assert.InRange(mask.Confidence, 0.6, 1);
    }

    [Fact]
    public async Task A_mask_is_as_large_as_a_large_picture_and_follows_its_edges()
    {
        var (picture, truth, centreX, centreY) = Thing(5, 1700, 1200);
        var mask = await SelectAsync(picture, new([new(centreX, centreY), new(centreX + 60, centreY + 30), new(20, 20, Keep: false)]));
        Assert.Equal((1700, 1200, 1), (mask.Pixels.Width, mask.Pixels.Height, mask.Pixels.Bands));
        Assert.True(Iou(mask.Pixels, truth) > 0.9, $"IoU {Iou(mask.Pixels, truth):0.000}");
    }

    [Fact]
    public async Task A_click_that_is_not_wanted_takes_something_away()
    {
        // Two things of one colour that touch.
        var picture = Paint(400, 200, (x, y) =>
            Math.Abs(y - 100) < 50 && x is > 60 and < 340 ? x < 200 ? (200, 60, 50) : (60, 80, 190) : (120, 125, 118 + ((x + y) % 3)));
        var both = await SelectAsync(picture, new([new(130, 100), new(270, 100)]));
        var one = await SelectAsync(picture, new([new(130, 100), new(270, 100, Keep: false)]));
        Assert.Equal((255, 255), (both.Pixels.At(130, 100)[0], both.Pixels.At(270, 100)[0]));
        Assert.Equal((255, 0), (one.Pixels.At(130, 100)[0], one.Pixels.At(270, 100)[0]));
        Assert.True(one.Coverage < 0.65 * both.Coverage, "nothing was taken away");
    }

    [Fact]
    public async Task Of_two_things_alike_only_the_one_that_was_clicked_on_is_selected()
    {
        var picture = Paint(420, 200, (x, y) => Math.Abs(y - 100) < 45 && (x is > 40 and < 160 or > 260 and < 380)
            ? (205, 60 + (x % 3), 50)
            : (120, 125, 118 + ((x + y) % 3)));

        var one = await SelectAsync(picture, new([new(100, 100)]));
        Assert.Equal((255, 0), (one.Pixels.At(100, 100)[0], one.Pixels.At(320, 100)[0]));

        var both = await SelectAsync(picture, new([new(100, 100), new(320, 100)]));
        Assert.Equal((255, 255), (both.Pixels.At(100, 100)[0], both.Pixels.At(320, 100)[0]));
    }

    [Fact]
    public async Task The_same_clicks_select_the_same()
    {
        var (picture, _, centreX, centreY) = Thing(7, 420, 320);
        var request = new SelectionRequest([new(centreX, centreY)]);
        Assert.Equal((await SelectAsync(picture, request)).Pixels.Bytes, (await SelectAsync(picture, request)).Pixels.Bytes);
    }

    [Fact]
    public async Task Without_its_model_the_subject_is_refused_with_what_to_do()
    {
        using var missing = new SubjectModel(Options.Create(new ModelOptions { ModelsDir = Path.GetTempPath() + Guid.NewGuid() }));
        var selector = new PictureSelector(missing, Options.Create(new ImagingOptions()));
        var refused = await Assert.ThrowsAsync<EditRefusedException>(() => selector.SelectAsync(
            TestPng.Of(Plain(60, 60, 9, 9, 9)), new(Subject: true), CancellationToken.None));
        Assert.Contains("npm", refused.Message, StringComparison.Ordinal);
    }

    [NeedsModelFact]
    public async Task A_model_that_is_there_is_not_used_where_models_are_off()
    {
        using var off = new SubjectModel(Options.Create(new ModelOptions { Models = ModelOptions.Off }));
        Assert.False(off.IsAvailable);
        var selector = new PictureSelector(off, Options.Create(new ImagingOptions()));
        await Assert.ThrowsAsync<EditRefusedException>(() => selector.SelectAsync(
            TestPng.Of(Composite.Of(seed: 2, []).Picture), new(Subject: true), CancellationToken.None));
    }

    private static async Task<(TestPixels Pixels, double Confidence, double Coverage)> SelectAsync(TestPixels picture,
        SelectionRequest request)
    {
        var mask = await Selector.SelectAsync(TestPng.Of(picture), request, CancellationToken.None);
        return (TestPixels.Decode(mask.Png, "pngload_buffer"), mask.Confidence, mask.Coverage);
    }

    private static double Iou(TestPixels mask, bool[] truth)
    {
        var (both, any) = (0, 0);
        for (var at = 0; at < truth.Length; at++)
        {
            var selected = mask.Bytes[at * mask.Bands] >= 128;
            (both, any) = (both + (selected && truth[at] ? 1 : 0), any + (selected || truth[at] ? 1 : 0));
        }

        return (double)both / any;
    }

    /// <summary>A shaded, lobed thing of one material before a wall with another grain.</summary>
    private static (TestPixels Picture, bool[] Truth, int CentreX, int CentreY) Thing(int seed, int width, int height)
    {
        var random = new Random(seed);
        var truth = new bool[width * height];
        var (centreX, centreY) = ((int)(width * (0.4 + (0.2 * random.NextDouble()))), (int)(height * (0.45 + (0.1 * random.NextDouble()))));
        var radius = 0.2 * height * (0.9 + (0.3 * random.NextDouble()));
        var lobes = 2 + random.Next(3);
        double[] colour = [60 + random.Next(150), 40 + random.Next(90), 40 + random.Next(160)];
        double[] wall = [215 - (colour[0] * 0.5), 190 - (colour[1] * 0.3), 205 - (colour[2] * 0.5)];
        var noise = new Random(seed + 100);
        var picture = Paint(width, height, (x, y) =>
        {
            var (dx, dy) = (x - centreX, y - centreY);
            var reach = radius * (1 + (0.22 * Math.Sin((lobes * Math.Atan2(dy, dx)) + seed)));
            var distance = Math.Sqrt((dx * dx) + (dy * dy)) / reach;
            var grain = noise.Next(-7, 8);
            if (distance <= 1)
            {
                truth[(y * width) + x] = true;
                var light = 1.05 - (0.35 * distance * distance) - (0.15 * dx / reach);
                return ((colour[0] * light) + grain, (colour[1] * light) + grain, (colour[2] * light) + grain);
            }

            var shade = (12 * Math.Sin(x / 31.0)) + (18.0 * y / height) + grain;
            return (wall[0] + shade, wall[1] + shade, wall[2] + shade);
        });
        return (picture, truth, centreX, centreY);
    }

    private sealed class NoModel : ISubjectModel
    {
        public bool IsAvailable => false;

        public byte[] Find(Raster pixels, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("It was not asked for.");
    }
}
