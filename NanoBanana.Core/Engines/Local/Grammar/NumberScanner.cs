using System.Globalization;
using System.Text.RegularExpressions;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Numbers with what belongs to them: a sign, a unit, or a second number.</summary>
internal static partial class NumberScanner
{
    /// <returns>The token and its length; null where no number starts.</returns>
    public static (Token Token, int Length)? Read(FoldedText text, PhraseMatcher phrases, int at)
    {
        if (SizeOrRatio().Match(text.Folded, at) is { Success: true } pair)
        {
            return (new Pair(Parse(pair.Groups["first"]), Parse(pair.Groups["second"]), pair.Groups["ratio"].Success), pair.Length);
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

        var at = end;
        while (text[at] == ' ')
        {
            at++;
        }

        return phrases.At(at) is (UnitName name, var length)
            ? (new Measure(number, name.Unit), at + length)
            : (new Measure(number, Unit.None), end);
    }

    private static double Parse(Capture digits) => double.Parse(digits.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\G[+-]?[0-9]{1,9}(\.[0-9]{1,9})?(?![0-9])")]
    private static partial Regex Number();

    [GeneratedRegex(@"\G(?<first>[0-9]{1,6}(\.[0-9]{1,4})?)"
        + @"(?:[ ]*(?<ratio>[:/比])[ ]*|[ ]*(?:px|pixels?|像素(?!化))?[ ]*(?:x|乘|乘以|by\b)[ ]*)"
        + @"(?<second>[0-9]{1,6}(\.[0-9]{1,4})?)(?![0-9%])(?:[ ]*(?:(?:px|pixels?)(?![a-z])|像素(?!化)))?")]
    private static partial Regex SizeOrRatio();

    [GeneratedRegex(@"\G[ ]*(%|°|x(?![a-z0-9]))")]
    private static partial Regex UnitSign();
}
