using NanoBanana.Imaging.Editing;
using static NanoBanana.Tests.Imaging.Editing.StepStudio;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>Steps in a part of a picture leave every other pixel as it is.</summary>
[Trait("Kind", "Unit")]
public sealed class RegionTests
{
    private static readonly TestPixels Picture = TestPixels.Photograph(200, 160);

    public static TheoryData<string, int, int, int, int> Parts => new()
    {
        // The part, a pixel inside, a pixel outside.
        { "left half", 20, 80, 180, 80 },
        { "right third", 190, 80, 60, 80 },
        { "top half", 100, 10, 100, 150 },
        { "bottom third", 100, 155, 100, 40 },
        { "lower right quarter", 190, 150, 20, 20 },
        { "middle", 100, 80, 5, 5 },
        { "corners", 2, 2, 100, 80 },
        { "edges", 100, 2, 100, 80 },
        { "all but the left half", 180, 80, 20, 80 },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task A_step_changes_its_part_and_nothing_else(string part, int insideX, int insideY, int outsideX, int outsideY)
    {
        var edited = await DoAsync(Picture, new Within(Of(part), new Recolour(Tone.Invert)));

        for (var band = 0; band < 3; band++)
        {
            Assert.Equal(255 - Picture.At(insideX, insideY)[band], edited.At(insideX, insideY)[band]);
            Assert.Equal(Picture.At(outsideX, outsideY)[band], edited.At(outsideX, outsideY)[band]);
        }
    }

    [Fact]
    public async Task A_half_ends_in_the_middle_with_a_soft_edge()
    {
        var edited = await DoAsync(Plain(200, 100, 200, 200, 200), new Within(new Region.Side(Anchor.Left, 0.5),
            new Recolour(Tone.Invert)));

        Assert.InRange(edited.At(100, 50)[0], 118, 138);
        Assert.Equal((55, 200), (edited.At(80, 50)[0], edited.At(120, 50)[0]));
    }

    [Fact]
    public async Task A_part_cannot_get_another_size()
    {
        var refused = await RefuseAsync(Picture, new Within(new Region.Side(Anchor.Left, 0.5), new ResizeByShare(50)));
        Assert.Contains("another size", refused.Message, StringComparison.Ordinal);
    }

    private static Region Of(string part) => part switch
    {
        "left half" => new Region.Side(Anchor.Left, 0.5),
        "right third" => new Region.Side(Anchor.Right, 1.0 / 3),
        "top half" => new Region.Side(Anchor.Top, 0.5),
        "bottom third" => new Region.Side(Anchor.Bottom, 1.0 / 3),
        "lower right quarter" => new Region.Side(Anchor.BottomRight, 0.5),
        "middle" => new Region.Side(Anchor.Center, 0.5),
        "corners" => new Region.Corners(),
        "edges" => new Region.Edges(),
        _ => new Region.Side(Anchor.Left, 0.5) { Inverted = true },
    };
}
