using NanoBanana.Imaging.Editing.Regions;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>What of a model's answer is taken for the subject.</summary>
[Trait("Kind", "Unit")]
public sealed class MatteTests
{
    private const int Side = 200;

    [Fact]
    public void Specks_go_and_what_hangs_together_with_the_subject_stays()
    {
        var matte = Disc();
        // Specks on the ground, a hair that leads away from the disc, and a soft edge.
        for (var at = 0; at < 40; at++)
        {
            matte[(5 * Side) + (at * 4) + 3] = 255;
        }

        for (var x = 140; x < 190; x++)
        {
            matte[(100 * Side) + x] = 140;
        }

        var found = new Matte(matte, Side, Side);

        Assert.Equal(0, found.Bytes[(5 * Side) + 3]);
        Assert.Equal(140, found.Bytes[(100 * Side) + 185]);
        Assert.Equal(255, found.Bytes[(100 * Side) + 100]);
        Assert.InRange(found.Confidence, 0.9, 1);
    }

    [Fact]
    public void A_second_subject_stays_and_a_pinhole_is_filled()
    {
        var matte = Disc();
        for (var y = 20; y < 34; y++)
        {
            matte.AsSpan((y * Side) + 20, 14).Fill(255);
        }

        matte[(100 * Side) + 100] = 0;
        matte.AsSpan((90 * Side) + 80, 3).Fill(100);

        var found = new Matte(matte, Side, Side);

        Assert.Equal((255, 255, 255), (found.Bytes[(25 * Side) + 25], found.Bytes[(100 * Side) + 100], found.Bytes[(90 * Side) + 81]));
    }

    [Fact]
    public void Grain_that_touches_the_subject_goes_but_what_lies_near_it()
    {
        var matte = Disc();
        for (var at = 0; at < matte.Length; at++)
        {
            if (matte[at] == 0 && at / Side > 60)
            {
                // A net that hangs together, and is never solid.
                matte[at] = (at % Side % 4 == 0) || (at / Side % 4 == 0) ? (byte)200 : (byte)0;
            }
        }

        var found = new Matte(matte, Side, Side);

        Assert.Equal((0, 200, 255), (found.Bytes[(180 * Side) + 40], found.Bytes[(180 * Side) + 40] + found.Raw[(180 * Side) + 40],
            found.Bytes[(100 * Side) + 100]));
        Assert.InRange(found.Coverage, 0.155, 0.18);
        Assert.True(found.IsUsable);
    }

    [Fact]
    public void Specks_alone_are_no_subject()
    {
        var random = new Random(1);
        var matte = new byte[Side * Side];
        for (var at = 0; at < matte.Length; at++)
        {
            matte[at] = random.Next(12) == 0 ? (byte)255 : (byte)0;
        }

        Assert.False(new Matte(matte, Side, Side).IsUsable);
    }

    private static byte[] Disc() => [.. Enumerable.Range(0, Side * Side).Select(at =>
        (((at % Side) - 100) * ((at % Side) - 100)) + (((at / Side) - 100) * ((at / Side) - 100)) < 45 * 45 ? (byte)255 : (byte)0)];
}
