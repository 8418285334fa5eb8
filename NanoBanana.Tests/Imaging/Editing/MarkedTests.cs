using NanoBanana.Imaging.Editing;
using static NanoBanana.Tests.Imaging.Editing.StepStudio;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>Steps for what a mask marks, and pictures that are laid over others.</summary>
[Trait("Kind", "Unit")]
public sealed class MarkedTests
{
    [Fact]
    public async Task A_step_for_what_is_marked_needs_a_mask_and_is_done_whole()
    {
        var program = new EditProgram([new Within(new Region.Marked(), new Adjust(Quality.Saturation, -100))]);
        Assert.True(program.NeedsMask);

        // Whoever puts the mask to the result keeps the rest as it was.
        var grey = (await DoAsync(Plain(60, 40, 200, 60, 60), [.. program.Steps])).At(30, 20);
        Assert.InRange(Math.Abs(grey[0] - grey[1]), 0, 2);
        Assert.InRange(Math.Abs(grey[1] - grey[2]), 0, 2);
    }

    [Theory]
    [InlineData(100, 0), InlineData(50, 127), InlineData(20, 204)]
    public async Task A_picture_is_laid_over_another_as_solid_as_asked(double opacity, int level)
    {
        var over = new PlaceOver(Anchor.TopLeft, 50) { Opacity = opacity };
        var edited = Decode(await FileAsync([Plain(200, 100, 255, 255, 255), Plain(100, 50, 0, 0, 0)], over));
        Assert.InRange(edited.At(40, 20)[1], level - 2, level + 2);
        Assert.Equal(255, edited.At(150, 80)[1]);
    }

    [Fact]
    public async Task An_old_photograph_gets_its_light_back_and_loses_its_cast()
    {
        // Yellowed, and with neither black nor white.
        var scene = Paint(240, 160, (x, y) => Faded((x * 255 / 240.0), y < 80));
        var restored = await DoAsync(scene, new Denoise(30), new FixColours(), new Enhance(60));

        Assert.True(Deviation(restored, 1) > 1.25 * Deviation(scene, 1), $"{Deviation(restored, 1):0.0} of {Deviation(scene, 1):0.0}");
        Assert.True(Cast(restored) < 0.6 * Cast(scene), $"{Cast(restored):0.0} of {Cast(scene):0.0}");

        static (double, double, double) Faded(double light, bool isWarm) =>
            (110 + (0.38 * light), 95 + (0.38 * light), (isWarm ? 60 : 66) + (0.34 * light));

        static double Cast(TestPixels pixels) => Mean(pixels, 0) - Mean(pixels, 2);
    }
}
