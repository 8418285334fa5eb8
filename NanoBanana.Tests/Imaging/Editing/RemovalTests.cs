using NanoBanana.Imaging.Editing;
using static NanoBanana.Tests.Imaging.Editing.StepStudio;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>What is removed is replaced by what would have been there.</summary>
[Trait("Kind", "Unit")]
public sealed class RemovalTests
{
    // Bricks under a sky: a texture, and an edge that must go on.
    private static readonly TestPixels Truth = Paint(320, 240, (x, y) =>
    {
        var isSky = y < 90;
        var joint = (y % 20 < 3) || ((x + (y / 20 % 2 * 20)) % 40 < 3);
        var noise = ((x * 31) + (y * 17)) % 7;
        return isSky ? (150 + (y / 3.0), 190 + (y / 4.0), 235) : joint ? (190 + noise, 185 + noise, 175 + noise)
            : (165 + noise, 80 + noise, 60 + noise);
    });

    [Fact]
    public async Task An_area_is_filled_with_the_texture_and_the_edge_around_it()
    {
        var hole = new Box(130, 60, 60, 110);
        var damaged = With(Truth, hole, (20, 220, 40));
        var edited = await RemoveAsync(damaged, hole);

        Assert.True(Error(edited, hole) < 0.35 * Error(damaged, hole), $"{Error(edited, hole):0.0} of {Error(damaged, hole):0.0} is left");
        Assert.DoesNotContain(Points(hole), at => edited.At(at.X, at.Y)[1] > 150 && edited.At(at.X, at.Y)[0] < 100);
        AssertUntouched(damaged, edited, hole);
        // The sky ends where it ended.
        for (var x = 140; x < 185; x += 9)
        {
            Assert.InRange(Enumerable.Range(60, 110).First(y => edited.At(x, y)[2] < 210), 84, 96);
        }
    }

    [Fact]
    public async Task A_scratch_vanishes()
    {
        var scratch = new Box(40, 130, 240, 3);
        var damaged = With(Truth, scratch, (255, 255, 255));
        var edited = await RemoveAsync(damaged, scratch);
        Assert.True(Error(edited, scratch) < 0.45 * Error(damaged, scratch),
            $"{Error(edited, scratch):0.0} of {Error(damaged, scratch):0.0} is left");
        AssertUntouched(damaged, edited, scratch);
    }

    [Fact]
    public async Task A_large_picture_is_filled_with_its_own_sharp_pixels()
    {
        var large = Paint(1600, 1200, (x, y) => ((x / 3) + (y / 3)) % 2 == 0 ? (200, 190, 150) : (120, 100, 70));
        var hole = new Box(600, 400, 400, 400);
        var edited = await RemoveAsync(With(large, hole, (0, 0, 255)), hole);
        // As much contrast as around it, not the grey of a picture that was made small.
        Assert.True(Deviation(edited, 1, new(650, 450, 300, 300)) > 0.8 * Deviation(large, 1), "it is blurred");
    }

    [Fact]
    public async Task Too_large_a_mask_is_refused_with_what_does_it_better()
    {
        var refused = await Assert.ThrowsAsync<EditRefusedException>(() => RemoveAsync(Truth, new(10, 10, 280, 200)));
        Assert.Contains("AI engine", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_mask_it_says_what_to_do() =>
        Assert.Contains("Mark", (await RefuseAsync(Truth, new RemoveMasked())).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Noise_goes_and_edges_stay()
    {
        var random = new Random(6);
        var clean = Paint(320, 240, (x, y) => x < 160 ? (70, 90, 120 + (y / 8)) : (190, 170, 140));
        var noisy = Paint(320, 240, (x, y) => (clean.At(x, y)[0] + Normal(), clean.At(x, y)[1] + Normal(), clean.At(x, y)[2] + Normal()));
        var edited = await DoAsync(noisy, new Denoise(100));

        Assert.True(Difference(clean, edited) < 0.45 * Difference(clean, noisy),
            $"{Difference(clean, edited):0.0} of {Difference(clean, noisy):0.0}");
        Assert.True(edited.At(162, 100)[0] - edited.At(157, 100)[0] > 100, "the edge is washed away");
        Assert.InRange(Difference(clean, await DoAsync(clean, new Denoise(100))), 0, 0.6);

        double Normal() => 14 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    private static async Task<TestPixels> RemoveAsync(TestPixels picture, Box hole)
    {
        var mask = Paint(picture.Width, picture.Height, (x, y) => Holds(hole, x, y) ? (255, 255, 255) : (0, 0, 0));
        return Decode(await StepStudio.Editor.EditAsync(
            new([new RemoveMasked()]), new([TestPng.Of(picture)], TestPng.Of(mask)), CancellationToken.None));
    }

    private static TestPixels With(TestPixels picture, Box hole, (double, double, double) colour) => Paint(
        picture.Width, picture.Height, (x, y) => Holds(hole, x, y) ? colour
            : (picture.At(x, y)[0], picture.At(x, y)[1], picture.At(x, y)[2]));

    private static bool Holds(Box hole, int x, int y) => x >= hole.X && y >= hole.Y && x < hole.X + hole.Width && y < hole.Y + hole.Height;

    private static IEnumerable<(int X, int Y)> Points(Box hole) =>
        Enumerable.Range(0, hole.Width * hole.Height).Select(at => (hole.X + (at % hole.Width), hole.Y + (at / hole.Width)));

    private static double Error(TestPixels pixels, Box hole) => Points(hole).Average(at =>
        Enumerable.Range(0, 3).Average(band => Math.Abs(pixels.At(at.X, at.Y)[band] - Truth.At(at.X, at.Y)[band])));

    private static void AssertUntouched(TestPixels before, TestPixels after, Box hole) => Assert.DoesNotContain(
        Points(new(0, 0, before.Width, before.Height)), at =>
            !Holds(hole, at.X, at.Y) && !before.At(at.X, at.Y).SequenceEqual(after.At(at.X, at.Y)));
}
