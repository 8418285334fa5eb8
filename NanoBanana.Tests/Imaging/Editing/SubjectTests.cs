using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Engines.Local;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.Models;
using NanoBanana.Tests.Imaging.Compositing;
using static NanoBanana.Tests.Imaging.Editing.StepStudio;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>What happens before and behind a subject, with a model that knows the truth, or is unsure, or is not there.</summary>
public sealed class SubjectTests
{
    // A red disc with a soft edge on a busy green ground.
    private static readonly TestPixels Busy = Scene.Of(seed: 8, 300, 200);
    private static readonly TestPixels Ground =
        Paint(300, 200, (x, y) => (Busy.At(x, y)[0] / 3.0, 150 + (Busy.At(x, y)[1] / 3.0), Busy.At(x, y)[2] / 2.0));
    private static readonly TestPixels Disc = Paint(300, 200, (x, y) =>
    {
        var share = Inside((x + 0.5) / 300, (y + 0.5) / 200);
        var under = Ground.At(x, y);
        return (Mixed(under[0], 200, share), Mixed(under[1], 30, share), Mixed(under[2], 40, share));
    });

    [Fact]
    public async Task A_subject_is_cut_out_with_its_own_colour_at_the_edge()
    {
        var (edited, notes) = await DoAsync(new SetBackground(new Backdrop.Transparent()));

        Assert.Equal((4, 255, 0), (edited.Bands, edited.At(150, 100)[3], edited.At(10, 10)[3]));
        // Half covered: what is seen there is the disc's red, no longer mixed with the ground.
        var (x, y) = EdgePixel(edited);
        Assert.InRange(edited.At(x, y)[0], 165, 230);
        Assert.InRange(edited.At(x, y)[1], 0, 75);
        var found = Assert.IsType<SubjectFound>(Assert.Single(notes));
        Assert.InRange(found.Coverage, 0.2, 0.3);
        Assert.InRange(found.Confidence, 0.9, 1);
    }

    [Fact]
    public async Task What_was_taken_away_is_not_hidden_in_the_file()
    {
        var (edited, _) = await DoAsync(new SetBackground(new Backdrop.Transparent()));
        for (var at = 0; at < edited.Bytes.Length; at += 4)
        {
            Assert.True(edited.Bytes[at + 3] > 0 || edited.Bytes.AsSpan(at, 3).IndexOfAnyExcept((byte)0) < 0, $"colours at {at / 4}");
        }
    }

    [Fact]
    public async Task A_plain_background_leaves_no_rim_of_the_old_one()
    {
        var (edited, _) = await DoAsync(new SetBackground(new Backdrop.Plain(new(0, 0, 255))));
        Assert.Equal([0, 0, 255], edited.At(5, 5).ToArray());
        Assert.Equal(Disc.At(150, 100).ToArray(), edited.At(150, 100).ToArray());
        for (var at = 0; at < 300; at++)
        {
            // Between red and blue lies no green.
            Assert.True(edited.At(at, 100)[1] < 75, $"the old background shines through at {at}");
        }
    }

    [Fact]
    public async Task A_blurred_background_takes_nothing_of_the_subject()
    {
        var (edited, _) = await DoAsync(new SetBackground(new Backdrop.Blurred(100)));
        Assert.True(Steps(edited) < 0.5 * Steps(Disc), "it is not out of focus");
        // Where the red disc would shine into its surroundings.
        Assert.InRange(edited.At(66, 100)[0] - Mean(Ground, 0, new(54, 88, 14, 24)), -14, 14);
        Assert.Equal(Disc.At(150, 100).ToArray(), edited.At(150, 100).ToArray());
    }

    [Fact]
    public async Task A_grey_background_keeps_the_colour_of_the_subject()
    {
        var (edited, _) = await DoAsync(new SetBackground(new Backdrop.Grey()));
        Assert.Equal(Disc.At(150, 100).ToArray(), edited.At(150, 100).ToArray());
        Assert.Equal(edited.At(10, 10)[0], edited.At(10, 10)[2]);
    }

    [Fact]
    public async Task The_second_picture_comes_behind_the_subject()
    {
        var edited = Decode(await Editor(new Truth()).EditAsync(
            new([new SetBackground(new Backdrop.SecondPicture())]), new([TestPng.Of(Disc), TestPng.Of(Plain(90, 60, 0, 200, 0))]),
                default));
        Assert.Equal([0, 200, 0], edited.At(5, 5).ToArray());
        Assert.Equal(Disc.At(150, 100).ToArray(), edited.At(150, 100).ToArray());
    }

    [Fact]
    public async Task A_subject_stands_whole_in_the_middle_of_its_canvas()
    {
        var (edited, _) = await DoAsync(new PlaceSubject(400, 400, Rgba.White));
        Assert.Equal((400, 400, 3), (edited.Width, edited.Height, edited.Bands));
        Assert.InRange(edited.At(200, 200)[1], 25, 40);
        Assert.Equal([255, 255, 255], edited.At(8, 200).ToArray());
        // As wide as the room allows.
        Assert.True(edited.At(45, 200)[1] < 100 && edited.At(355, 200)[1] < 100, "it is too small");
    }

    [Fact]
    public async Task A_crop_holds_the_subject_with_a_little_room()
    {
        var (edited, _) = await DoAsync(new CropToSubject());
        Assert.InRange(edited.Width, 170, 215);
        Assert.InRange(edited.Height, 125, 160);
    }

    [Fact]
    public async Task A_step_in_the_background_leaves_the_subject()
    {
        var (edited, _) = await DoAsync(new Within(Region.Background, new Recolour(Tone.Invert)));
        Assert.Equal(Disc.At(150, 100).ToArray(), edited.At(150, 100).ToArray());
        Assert.Equal(255 - Disc.At(5, 5)[0], edited.At(5, 5)[0]);
    }

    [Fact]
    public async Task The_subject_is_looked_for_once_unless_pixels_move()
    {
        var truth = new Truth();
        var step = new Within(new Region.Subject(), new Adjust(Quality.Brightness, 10));
        await Editor(truth).EditAsync(new([step, step]), new([TestPng.Of(Disc)]), default);
        Assert.Equal(1, truth.Asked);
        await Editor(truth).EditAsync(new([step, new Flip(FlipAxis.Horizontal), step]), new([TestPng.Of(Disc)]), default);
        Assert.Equal(3, truth.Asked);
    }

    [Theory]
    [InlineData(128), InlineData(255)]
    public async Task An_unsure_mask_is_said_and_not_used(int everywhere)
    {
        var refused = await Assert.ThrowsAsync<EditRefusedException>(() => Editor(new Truth((byte)everywhere)).EditAsync(
            new([new SetBackground(new Backdrop.Transparent())]), new([TestPng.Of(Disc)]), default));
        Assert.Contains("confidence", refused.Message, StringComparison.Ordinal);
        Assert.Contains("置信度", refused.Chinese!, StringComparison.Ordinal);
        var shown = TestPixels.Decode(refused.Mask!, "pngload_buffer");
        Assert.Equal((300, 200, 1), (shown.Width, shown.Height, shown.Bands));
    }

    [Fact]
    public async Task Where_nothing_stands_out_no_black_mask_is_shown()
    {
        var refused = await Assert.ThrowsAsync<EditRefusedException>(() => Editor(new Truth(0)).EditAsync(
            new([new SetBackground(new Backdrop.Transparent())]), new([TestPng.Of(Disc)]), default));
        Assert.Contains("Nothing in the picture stands out", refused.Message, StringComparison.Ordinal);
        Assert.Contains("没有突出的主体", refused.Chinese!, StringComparison.Ordinal);
        Assert.Null(refused.Mask);
    }

    [Fact]
    public async Task The_engine_hands_on_a_mask_that_is_too_weak()
    {
        var options = Options.Create(new ImagingOptions());
        using var engine = new LocalGenerator(Editor(new Truth(128)), new EditCost(options), options);
        var refused = await Assert.ThrowsAsync<EngineException>(() => engine.GenerateAsync(
            new("remove the background", [new DataContent(TestPng.Of(Disc), "image/png")])));
        Assert.Equal(128, TestPixels.Decode(refused.Mask!, "pngload_buffer").At(150, 100)[0]);
    }

    [Fact]
    public async Task What_is_cut_out_already_gets_a_background_without_the_model()
    {
        var cutOut = new TestPixels(new byte[300 * 200 * 4], 300, 200, 4);
        for (var at = 0; at < 300 * 200; at++)
        {
            var (x, y) = (at % 300, at / 300);
            Disc.At(x, y).CopyTo(cutOut.At(x, y));
            cutOut.At(x, y)[3] = (byte)(255 * Inside((x + 0.5) / 300, (y + 0.5) / 200));
        }

        var truth = new Truth();
        var white = Decode(await Editor(truth).EditAsync(
            new([new SetBackground(new Backdrop.Plain(Rgba.White))]), new([TestPng.Of(cutOut)]), default));
        var second = Decode(await Editor(truth).EditAsync(
            new([new SetBackground(new Backdrop.SecondPicture())]), new([TestPng.Of(cutOut), TestPng.Of(Plain(90, 60, 0, 200, 0))]),
            default));

        Assert.Equal(0, truth.Asked);
        Assert.Equal((3, 3), (white.Bands, second.Bands));
        Assert.Equal([255, 255, 255], white.At(5, 5).ToArray());
        Assert.Equal([0, 200, 0], second.At(5, 5).ToArray());
        Assert.Equal(Disc.At(150, 100).ToArray(), white.At(150, 100).ToArray());
    }

    [Fact]
    public async Task Without_its_model_the_step_says_what_to_do()
    {
        using var missing = new SubjectModel(Options.Create(new ModelOptions { ModelsDir = Path.GetTempPath() + Guid.NewGuid() }));
        var refused = await Assert.ThrowsAsync<EditRefusedException>(() => Editor(missing).EditAsync(
            new([new SetBackground(new Backdrop.Transparent())]), new([TestPng.Of(Disc)]), default));
        Assert.Contains("npm", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_not_the_right_one_is_not_loaded()
    {
        var folder = Directory.CreateTempSubdirectory("nanobanana-");
        var options = new ModelOptions { ModelsDir = folder.FullName };
        await File.WriteAllTextAsync(SubjectModel.PathOf(options), "no model");
        using var wrong = new SubjectModel(Options.Create(options));
        var refused = await Assert.ThrowsAsync<EditRefusedException>(() => Editor(wrong).EditAsync(
            new([new CropToSubject()]), new([TestPng.Of(Disc)]), default));
        Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static async Task<(TestPixels Pixels, IReadOnlyList<EditNote> Notes)> DoAsync(params EditStep[] steps)
    {
        var file = await Editor(new Truth()).EditAsync(new(steps), new([TestPng.Of(Disc)]), default);
        return (Decode(file), file.Notes);
    }

    private static IPictureEditor Editor(ISubjectModel model) =>
        TestEditor.Of(Options.Create(new ImagingOptions { Deadline = TimeSpan.FromMinutes(5) }), model);

    /// <summary>From one pixel to the next, beside the disc.</summary>
    private static double Steps(TestPixels pixels) =>
        Enumerable.Range(5, 50).Sum(x => Enumerable.Range(5, 190).Sum(y => Math.Abs(pixels.At(x + 1, y)[1] - pixels.At(x, y)[1])));

    private static (int X, int Y) EdgePixel(TestPixels pixels) =>
        (Enumerable.Range(0, 150).MinBy(x => Math.Abs(pixels.At(x, 100)[3] - 128)), 100);

    /// <summary>An ellipse of 80 by 60 pixels in the middle, with a soft edge.</summary>
    private static double Inside(double x, double y)
    {
        var (across, down) = ((x - 0.5) * 300 / 80, (y - 0.5) * 200 / 60);
        return Math.Clamp((1 - Math.Sqrt((across * across) + (down * down))) * 20 + 0.5, 0, 1);
    }

    private static double Mixed(byte under, double over, double share) => under + (share * (over - under));

    private sealed class Truth(byte? everywhere = null) : ISubjectModel
    {
        public int Asked { get; private set; }

        public bool IsAvailable => true;

        public byte[] Find(Raster pixels, CancellationToken cancellationToken)
        {
            Asked++;
            return [.. Enumerable.Range(0, pixels.Width * pixels.Height).Select(at => everywhere ?? (byte)Math.Round(
                255 * Inside(((at % pixels.Width) + 0.5) / pixels.Width, ((at / pixels.Width) + 0.5) / pixels.Height)))];
        }
    }
}
