using System.Globalization;
using System.Text;
using NanoBanana.Imaging.Editing;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>
/// Finds letters that no font of the machine has. Pango draws a box with the letter's number for those; one is known by its frame, which is
/// the frame of a letter that is in no font.
/// </summary>
internal static class VipsGlyphs
{
    private const int Size = 64;
    private const string Font = "sans 64";

    // Code points that are left to nobody in particular, with four and with six digits.
    private static readonly Rune UnusedShort = new(0xE5E5);
    private static readonly Rune UnusedLong = new(0x10F0F0);

    private static readonly Lazy<Frame> ShortBox = new(() => FrameOf(UnusedShort));
    private static readonly Lazy<Frame> LongBox = new(() => FrameOf(UnusedLong));

    // Without any font every letter is the same empty box.
    private static readonly Lazy<bool> HasFonts = new(() => !Draw(new Rune('H')).Pixels.AsSpan().SequenceEqual(Draw(new Rune('E')).Pixels));

    /// <exception cref="EditRefusedException">Some letters cannot be drawn.</exception>
    public static void Require(string text)
    {
        if (!HasFonts.Value)
        {
            throw new EditRefusedException(
                "No font is installed where pictures are edited, so no text can be drawn. Debian: apt-get install fonts-wqy-microhei.",
                "处理图片的机器上没有字体，无法写字。Debian：apt-get install fonts-wqy-microhei。");
        }

        var missing = text.EnumerateRunes().Where(IsDrawn).Distinct().Where(IsMissing).ToArray();
        if (missing.Length > 0)
        {
            var letters = string.Join(", ", missing.Select(rune => $"'{rune}'"));
            throw new EditRefusedException($"No installed font has {letters}: leave it out.", $"没有字体包含 {letters}：请去掉。");
        }
    }

    // ASCII is in every font; marks and spaces have no shape of their own.
    private static bool IsDrawn(Rune rune) => !rune.IsAscii && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static bool IsMissing(Rune rune)
    {
        var box = rune.IsBmp ? ShortBox.Value : LongBox.Value;
        return FrameOf(rune).Equals(box);
    }

    private static Frame FrameOf(Rune rune)
    {
        var (pixels, width, height) = Draw(rune);
        return new(
            width, height,
            Convert.ToHexString(pixels.AsSpan(0, Math.Min(pixels.Length, 2 * width))), Convert.ToHexString(pixels.AsSpan(^width..)));
    }

    private static (byte[] Pixels, int Width, int Height) Draw(Rune rune)
    {
        using var image = VipsText.Draw(rune.ToString(), Font, 16 * Size);
        return (image.WriteToMemory<byte>(), image.Width, image.Height);
    }

    /// <summary>The outermost rows of a drawn letter.</summary>
    private sealed record Frame(int Width, int Height, string Top, string Bottom);
}
