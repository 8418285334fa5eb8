using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Canvas;

/// <summary>How far a picture was made to grow by hand, in its pixels.</summary>
/// <param name="Fill">What the new area shows: one of <see cref="Fills"/>.</param>
/// <param name="Colour">As <c>#rrggbb</c>, for a plain fill.</param>
public sealed partial record ExpandPlan(int Left, int Right, int Top, int Bottom, string Fill, string? Colour)
{
    public static readonly IReadOnlyList<string> Fills = ["mirror", "blur", "colour"];

    /// <summary>The same in words that the local engine understands; empty where nothing is to grow.</summary>
    internal string Words(IStringLocalizer<Text> text)
    {
        var with = Fill switch
        {
            "blur" => text["WordsFillBlur"].Value,
            "colour" when Colour is not null && Hex().IsMatch(Colour) => text["WordsFillColour", Colour],
            _ => "",
        };
        if (Left > 0 && Left == Right && Left == Top && Left == Bottom)
        {
            return text["WordsExpand", Whole(Left)] + with;
        }
        var sides = new[] { ("Left", Left), ("Right", Right), ("Top", Top), ("Bottom", Bottom) };
        return string.Join(text["WordsComma"], sides
            .Where(side => side.Item2 > 0)
            .Select(side => text["WordsExpand" + side.Item1, Whole(side.Item2)] + with));
    }

    private static string Whole(int pixels) => Math.Min(pixels, 10_000).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^#[0-9a-f]{6}$")]
    private static partial Regex Hex();
}
