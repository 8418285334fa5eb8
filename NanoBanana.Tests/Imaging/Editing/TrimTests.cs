using NanoBanana.Imaging.Editing;
using static NanoBanana.Tests.Imaging.Editing.StepStudio;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>What is cut off at the sides.</summary>
[Trait("Kind", "Unit")]
public sealed class TrimTests
{
    private static readonly TestPixels Scene = Paint(200, 120, (x, y) => (40 + x, 90 + y, (x * y) % 200));

    [Theory]
    [InlineData(nameof(Anchor.Left), 170, 120, 30, 0)]
    [InlineData(nameof(Anchor.Right), 170, 120, 0, 0)]
    [InlineData(nameof(Anchor.Top), 200, 90, 0, 30)]
    [InlineData(nameof(Anchor.Bottom), 200, 90, 0, 0)]
    public async Task Pixels_are_taken_away_at_one_side(string side, int width, int height, int left, int top)
    {
        var edited = await DoAsync(Scene, new TrimSide(Enum.Parse<Anchor>(side), 30));
        Assert.Equal((width, height), (edited.Width, edited.Height));
        Assert.Equal(Scene.At(left, top).ToArray(), edited.At(0, 0).ToArray());
    }

    [Fact]
    public async Task More_pixels_than_there_are_are_refused() =>
        Assert.Contains("200 × 120", (await RefuseAsync(Scene, new TrimSide(Anchor.Top, 120))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Bars_are_found_and_taken_away()
    {
        // As a JPEG has them: not quite black.
        var barred = Paint(200, 160, (x, y) => y is < 20 or >= 140 ? (((x + y) % 3), 1, 2) : At(x, y - 20));
        var edited = await DoAsync(barred, new TrimBorder());
        Assert.Equal((200, 120), (edited.Width, edited.Height));
        Assert.Equal(Scene.At(100, 60).ToArray(), edited.At(100, 60).ToArray());
    }

    [Fact]
    public async Task Where_there_is_no_border_nothing_is_cut() =>
        Assert.Contains("no border", (await RefuseAsync(Scene, new TrimBorder())).Message, StringComparison.Ordinal);

    private static (double Red, double Green, double Blue) At(int x, int y) => (Scene.At(x, y)[0], Scene.At(x, y)[1], Scene.At(x, y)[2]);
}
