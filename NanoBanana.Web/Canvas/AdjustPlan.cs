using System.Globalization;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Canvas;

/// <summary>What was set with the sliders of the adjust tool: one step, by exact amounts.</summary>
/// <param name="Amounts">By names of <see cref="Parts"/>, −100 to 100; what is missing stays as it is.</param>
public sealed record AdjustPlan(IReadOnlyDictionary<string, int> Amounts)
{
    /// <summary>In the order in which they are shown and written.</summary>
    public static readonly IReadOnlyList<string> Parts =
        ["light", "contrast", "highlights", "shadows", "warmth", "tint", "saturation", "vibrance", "sharpness", "vignette", "grain"];

    /// <summary>The least amount of one of the parts.</summary>
    public static int Least(string part) => part is "sharpness" or "vignette" or "grain" ? 0 : -100;

    /// <summary>What the user calls one of <see cref="Parts"/>.</summary>
    internal static string NameOf(string part) => part switch
    {
        "light" => Text.AdjustLight,
        "contrast" => Text.AdjustContrast,
        "highlights" => Text.AdjustHighlights,
        "shadows" => Text.AdjustShadows,
        "warmth" => Text.AdjustWarmth,
        "tint" => Text.AdjustTint,
        "saturation" => Text.AdjustSaturation,
        "vibrance" => Text.AdjustVibrance,
        "sharpness" => Text.AdjustSharpness,
        "vignette" => Text.AdjustVignette,
        "grain" => Text.AdjustGrain,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };

    /// <summary>The same in words that the local engine understands exactly; empty where nothing was set.</summary>
    internal string Words()
    {
        var said = Parts.Select(part => (part, Amount: Math.Clamp(Amounts.GetValueOrDefault(part), Least(part), 100)))
            .Where(one => one.Amount != 0)
            .Select(one => Words(one.part, one.Amount.ToString("+0;-0", CultureInfo.InvariantCulture)))
            .ToArray();
        return said.Length == 0 ? "" : Text.FormatWordsAdjust(string.Join(Text.WordsComma, said));
    }

    private static string Words(string part, string amount) => part switch
    {
        "light" => Text.FormatWordsAdjustLight(amount),
        "contrast" => Text.FormatWordsAdjustContrast(amount),
        "highlights" => Text.FormatWordsAdjustHighlights(amount),
        "shadows" => Text.FormatWordsAdjustShadows(amount),
        "warmth" => Text.FormatWordsAdjustWarmth(amount),
        "tint" => Text.FormatWordsAdjustTint(amount),
        "saturation" => Text.FormatWordsAdjustSaturation(amount),
        "vibrance" => Text.FormatWordsAdjustVibrance(amount),
        "sharpness" => Text.FormatWordsAdjustSharpness(amount),
        "vignette" => Text.FormatWordsAdjustVignette(amount),
        "grain" => Text.FormatWordsAdjustGrain(amount),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };
}
