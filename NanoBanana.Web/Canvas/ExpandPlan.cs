using System.Globalization;
using System.Text.RegularExpressions;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Canvas;

/// <summary>How far a picture was made to grow by hand, in its pixels.</summary>
/// <param name="Fill">What the new area shows: one of <see cref="Fills"/>.</param>
/// <param name="Colour">As <c>#rrggbb</c>, for a plain fill.</param>
public sealed partial record ExpandPlan(int Left, int Right, int Top, int Bottom, string Fill, string? Colour)
{
    public static readonly IReadOnlyList<string> Fills = ["mirror", "blur", "colour"];

    /// <summary>What the user calls one of <see cref="Fills"/>.</summary>
    internal static string NameOf(string fill) => fill switch
    {
        "mirror" => Text.ExpandFillMirror,
        "blur" => Text.ExpandFillBlur,
        "colour" => Text.ExpandFillColour,
        _ => throw new ArgumentOutOfRangeException(nameof(fill), fill, null),
    };

    /// <summary>The same in words that the local engine understands; empty where nothing is to grow.</summary>
    internal string Words()
    {
        var with = Fill switch
        {
            "blur" => Text.WordsFillBlur,
            "colour" when Colour is not null && Hex().IsMatch(Colour) => Text.FormatWordsFillColour(Colour),
            _ => "",
        };
        if (Left > 0 && Left == Right && Left == Top && Left == Bottom)
        {
            return Text.FormatWordsExpand(Whole(Left)) + with;
        }
        string?[] sides =
        [
            Left > 0 ? Text.FormatWordsExpandLeft(Whole(Left)) : null,
            Right > 0 ? Text.FormatWordsExpandRight(Whole(Right)) : null,
            Top > 0 ? Text.FormatWordsExpandTop(Whole(Top)) : null,
            Bottom > 0 ? Text.FormatWordsExpandBottom(Whole(Bottom)) : null,
        ];
        return string.Join(Text.WordsComma, sides.Where(side => side is not null).Select(side => side + with));
    }

    private static string Whole(int pixels) => Math.Min(pixels, 10_000).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^#[0-9a-f]{6}$")]
    private static partial Regex Hex();
}
