using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NanoBanana.Web.Canvas;

/// <summary>Words that were placed on the picture by hand.</summary>
/// <param name="X">Where the letters begin, in pixels from the left.</param>
/// <param name="Y">The same from the top.</param>
/// <param name="Size">Of the letters, in pixels.</param>
/// <param name="Colour">As <c>#rrggbb</c>.</param>
/// <param name="Font">One of <see cref="Fonts"/>.</param>
public sealed partial record TextPlan(string Text, int X, int Y, int Size, string Colour, string Font, bool Bold, bool Outline)
{
    public const int MostLetters = 200;

    public static readonly IReadOnlyList<string> Fonts = ["sans", "serif", "mono"];

    /// <summary>What the user calls one of <see cref="Fonts"/>.</summary>
    internal static string NameOf(string font) => font switch
    {
        "sans" => Resources.Text.TextFontSans,
        "serif" => Resources.Text.TextFontSerif,
        "mono" => Resources.Text.TextFontMono,
        _ => throw new ArgumentOutOfRangeException(nameof(font), font, null),
    };

    private string? WordsOfFont => Font switch
    {
        "serif" => Resources.Text.WordsFontSerif,
        "mono" => Resources.Text.WordsFontMono,
        _ => null,
    };

    /// <summary>The same in words that the local engine understands exactly; empty where there is nothing to write.</summary>
    internal string Words()
    {
        var said = Quoted(Text);
        if (said.Length == 0 || Size is < 1 or > 5000 || X is < 0 or > 99_999 || Y is < 0 or > 99_999 || !Hex().IsMatch(Colour))
        {
            return "";
        }
        var words = new StringBuilder(Resources.Text.FormatWordsWrite(said, Whole(X), Whole(Y), Whole(Size), Colour));
        string?[] styles =
            [WordsOfFont, Bold ? Resources.Text.WordsBold : null, Outline ? Resources.Text.WordsOutline : null];
        foreach (var more in styles)
        {
            words.Append(more is null ? "" : Resources.Text.WordsComma + more);
        }
        return words.ToString();
    }

    /// <summary>Between marks that the words themselves do not have.</summary>
    private static string Quoted(string words)
    {
        var line = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = line.Length > MostLetters ? line[..MostLetters] : line;
        return line.Length == 0 ? ""
            : line.AsSpan().IndexOfAny("\"“”") < 0 ? $"“{line}”"
            : !line.Contains('」') ? $"「{line}」"
            : $"『{line.Replace("』", "", StringComparison.Ordinal)}』";
    }

    private static string Whole(int pixels) => pixels.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^#[0-9a-f]{6}$")]
    private static partial Regex Hex();
}
