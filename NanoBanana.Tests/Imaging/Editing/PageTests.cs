using NanoBanana.Imaging.Editing;
using static NanoBanana.Tests.Imaging.Editing.StepStudio;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>A photographed page becomes white paper with dark writing.</summary>
[Trait("Kind", "Unit")]
public sealed class PageTests
{
    // Lines of writing on paper that a lamp lights from the left and a hand shades on the right.
    private static readonly TestPixels Page = Paint(600, 800, (x, y) =>
    {
        var light = 0.9 - (0.5 * x / 600) - (x > 400 ? 0.1 : 0);
        var ink = IsInk(x, y) ? 0.2 : 1;
        return (235 * light * ink, 225 * light * ink, 200 * light * ink);
    });

    [Fact]
    public async Task Paper_is_white_everywhere_and_ink_is_dark()
    {
        var clean = await DoAsync(Page, new CleanPage());
        foreach (var (x, y) in new[] { (40, 100), (300, 300), (560, 500), (450, 700) })
        {
            Assert.False(IsInk(x, y));
            Assert.True(clean.At(x, y)[0] > 235 && clean.At(x, y)[2] > 235, $"the paper at {x}, {y} is {clean.At(x, y)[0]}");
        }

        foreach (var (x, y) in new[] { (61, 121), (301, 121), (541, 521) })
        {
            Assert.True(IsInk(x, y));
            Assert.True(clean.At(x, y)[1] < 40, $"the ink at {x}, {y} is {clean.At(x, y)[1]}");
        }
    }

    [Fact]
    public async Task A_red_stamp_stays_red()
    {
        var stamped = Paint(600, 800, (x, y) => x is > 280 and < 290 && y is > 380 and < 390
            ? (150, 20, 30)
            : (Page.At(x, y)[0], Page.At(x, y)[1], Page.At(x, y)[2]));
        var stamp = (await DoAsync(stamped, new CleanPage())).At(285, 385);
        Assert.True(stamp[0] > stamp[1] + 80, $"{stamp[0]}, {stamp[1]}, {stamp[2]}");
    }

    private static bool IsInk(int x, int y) => y % 40 is >= 0 and < 4 && x % 12 < 6 && y > 80;
}
