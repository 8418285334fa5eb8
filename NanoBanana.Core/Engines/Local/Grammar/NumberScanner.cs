using System.Globalization;
using System.Text.RegularExpressions;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Numbers with what belongs to them: a sign, a unit, or a second number.</summary>
internal static partial class NumberScanner
{
    /// <returns>The token and its length; null where no number starts.</returns>
    public static (Token Token, int Length)? Read(FoldedText text, PhraseMatcher phrases, int at)
    {
        if (ReadPair(text, phrases, at) is { } pair)
        {
            return pair;
        }

        if (Number().Match(text.Folded, at) is not { Success: true } number)
        {
            return null;
        }

        var (token, end) = Finish(text, phrases, at + number.Length, Parse(number));
        return (token, end - at);
    }

    /// <summary>Reads the unit after a number.</summary>
    public static (Token Token, int End) Finish(FoldedText text, PhraseMatcher phrases, int end, double number)
    {
        if (UnitSign().Match(text.Folded, end) is { Success: true } sign)
        {
            var unit = sign.Groups[1].Value switch { "%" => Unit.Percent, "°" => Unit.Degrees, _ => Unit.Times };
            return (new Measure(number, unit), end + sign.Length);
        }

        var at = SkipBlank(text, end);
        return phrases.At(at) is (UnitName name, var length)
            ? (new Measure(number, name.Unit), at + length)
            : (new Measure(number, Unit.None), end);
    }

    /// <summary>A size such as "800 px by 600 px", or a ratio such as "16 to 9" is written.</summary>
    private static (Token Token, int Length)? ReadPair(FoldedText text, PhraseMatcher phrases, int at)
    {
        if (Side().Match(text.Folded, at) is not { Success: true } first)
        {
            return null;
        }

        var afterFirst = SkipPixels(text, phrases, first.Index + first.Length);
        var (isRatio, start) = JointAt(text, phrases, SkipBlank(text, afterFirst));
        if (start < 0 || (isRatio && afterFirst > first.Index + first.Length)
            || Side().Match(text.Folded, SkipBlank(text, start)) is not { Success: true } second
            || char.IsAsciiDigit(text[second.Index + second.Length]) || text[second.Index + second.Length] == '%')
        {
            return null;
        }

        var end = SkipPixels(text, phrases, second.Index + second.Length);
        return (new Pair(Parse(first), Parse(second), isRatio), end - at);
    }

    /// <summary>A place such as "40, 60" or "(40 px, 60 px)".</summary>
    /// <returns>The place and its length; null where the two numbers say something else.</returns>
    public static (Token Token, int Length)? ReadSpot(FoldedText text, PhraseMatcher phrases, int at)
    {
        if (Coordinates().Match(text.Folded, at) is not { Success: true } pair)
        {
            return null;
        }

        var (end, inPixels) = (pair.Index + pair.Length, pair.Groups["px"].Success);
        var afterUnit = SkipPixels(text, phrases, end);
        // "At 40, 60% darker" names no place.
        var isMeasured = inPixels ? afterUnit == end : Finish(text, phrases, end, 0).Token is not Measure { Unit: Unit.None };
        return isMeasured ? null : (new Spot(Whole(pair.Groups["x"]), Whole(pair.Groups["y"])), afterUnit - at);
    }

    /// <returns>Where what joins two numbers ends; −1 where there is nothing that does.</returns>
    private static (bool IsRatio, int End) JointAt(FoldedText text, PhraseMatcher phrases, int at) => text[at] switch
    {
        ':' or '/' => (true, at + 1),
        'x' => (false, at + 1),
        _ => phrases.At(at) is (Joint joint, var length) ? (joint.IsRatio, at + length) : (false, -1),
    };

    private static int SkipPixels(FoldedText text, PhraseMatcher phrases, int at) =>
        phrases.At(SkipBlank(text, at)) is (UnitName { Unit: Unit.Pixels }, var length) ? SkipBlank(text, at) + length : at;

    private static int SkipBlank(FoldedText text, int at)
    {
        while (text[at] == ' ')
        {
            at++;
        }

        return at;
    }

    private static double Parse(Capture digits) => double.Parse(digits.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static int Whole(Capture digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\G[ (:]*(?<x>[0-9]{1,6})[ ]*(?<px>px|pixels|像素)?[ ]*,[ ]*(?<y>[0-9]{1,6})(?!\.?[0-9])")]
    private static partial Regex Coordinates();

    [GeneratedRegex(@"\G[+-]?[0-9]{1,9}(\.[0-9]{1,9})?(?![0-9])")]
    private static partial Regex Number();

    [GeneratedRegex(@"\G[0-9]{1,6}(\.[0-9]{1,4})?(?![0-9])")]
    private static partial Regex Side();

    [GeneratedRegex(@"\G[ ]*(%|°|x(?![a-z0-9]))")]
    private static partial Regex UnitSign();
}
