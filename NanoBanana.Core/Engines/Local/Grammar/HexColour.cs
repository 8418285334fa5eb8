using System.Globalization;
using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

internal static class HexColour
{
    /// <param name="digits">3, 4, 6 or 8 hexadecimal digits, as in CSS.</param>
    public static Rgba Parse(string digits)
    {
        var full = digits.Length <= 4 ? string.Concat(digits.Select(digit => $"{digit}{digit}")) : digits;
        return new(Byte(full, 0), Byte(full, 2), Byte(full, 4), full.Length == 8 ? Byte(full, 6) : (byte)255);
    }

    private static byte Byte(string digits, int at) =>
        byte.Parse(digits.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
