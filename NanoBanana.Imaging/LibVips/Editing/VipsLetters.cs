using NanoBanana.Imaging.Editing;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>What lies under letters so that they can be read on anything.</summary>
internal static class VipsLetters
{
    // Of the height of the letters.
    private const double OutlineWidth = 0.055;
    private const double ShadowBlur = 0.07;

    public static Rgba ShadowColour { get; } = new(0, 0, 0, 190);

    /// <summary>The letters, wider by a line on all sides.</summary>
    public static LayerMask Outline(VipsWork work, Image letters, int size)
    {
        var width = Math.Max(1, OutlineWidth * size);
        var by = (int)Math.Ceiling(width) + 2;
        var padded = Padded(work, letters, by);
        // A blur that is cut off near its foot is a dilation with round corners.
        var spread = work.Keep(padded.Gaussblur(width * 0.62, minAmpl: 0.01, precision: Enums.Precision.Float));
        return new(work.Keep(spread.Linear([7.0], [-110.0], uchar: true)), -by, -by);
    }

    /// <summary>The letters, out of focus and a little to the lower right.</summary>
    public static LayerMask Shadow(VipsWork work, Image letters, int size)
    {
        var sigma = Math.Max(1, ShadowBlur * size);
        var by = (int)Math.Ceiling(3 * sigma);
        var soft = work.Keep(Padded(work, letters, by).Gaussblur(sigma, precision: Enums.Precision.Float));
        var shift = (int)Math.Round(0.6 * sigma) - by;
        return new(work.Keep(soft.Linear([1.5], [0.0], uchar: true)), shift, shift);
    }

    private static Image Padded(VipsWork work, Image letters, int by) =>
        work.ToMemory(work.Keep(letters.Embed(by, by, letters.Width + (2 * by), letters.Height + (2 * by))));
}
