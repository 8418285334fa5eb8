namespace NanoBanana.Tests.Browser;

/// <summary>Compares what the screen shows with what was made, by the four colours of the test picture.</summary>
internal static class QuarterColours
{
    /// <summary>The same size, and every colour within a pixel of where it was.</summary>
    public static void AssertSame(TestPixels shown, TestPixels made)
    {
        Assert.InRange(shown.Width - made.Width, -1, 1);
        Assert.InRange(shown.Height - made.Height, -1, 1);
        var everywhere = Enumerable.Range(0, made.Width * made.Height).Select(at => ColourOf(made, at % made.Width, at / made.Width));
        Assert.Equal(4, everywhere.OfType<int>().Distinct().Count());
        for (var y = 1; y < Math.Min(shown.Height, made.Height) - 1; y++)
        {
            for (var x = 1; x < Math.Min(shown.Width, made.Width) - 1; x++)
            {
                var colour = ColourOf(made, x, y);
                var isThere = colour is null
                    || Around(x, y).Any(near => ColourOf(shown, near.X, near.Y) is not { } other || other == colour);
                Assert.True(isThere, $"At {x}, {y} there is another colour.");
            }
        }
    }

    private static IEnumerable<(int X, int Y)> Around(int x, int y) =>
        from dy in Enumerable.Range(-1, 3) from dx in Enumerable.Range(-1, 3) select (x + dx, y + dy);

    /// <summary>Which of the four colours it is; null for a mixture.</summary>
    private static int? ColourOf(TestPixels pixels, int x, int y)
    {
        var pixel = pixels.At(x, y);
        return (pixel[0], pixel[1], pixel[2]) switch
        {
            ( > 190, < 60, < 60) => 0,
            ( < 60, > 170, < 60) => 1,
            ( < 60, < 60, > 190) => 2,
            ( > 190, > 190, < 60) => 3,
            _ => null,
        };
    }
}
