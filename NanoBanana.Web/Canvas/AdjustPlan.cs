using System.Globalization;
using Microsoft.Extensions.Localization;
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

    /// <summary>The same in words that the local engine understands exactly; empty where nothing was set.</summary>
    internal string Words(IStringLocalizer<Text> text)
    {
        var said = Parts.Select(part => (part, Amount: Math.Clamp(Amounts.GetValueOrDefault(part), Least(part), 100)))
            .Where(one => one.Amount != 0)
            .Select(one => text["WordsAdjust_" + one.part, one.Amount.ToString("+0;-0", CultureInfo.InvariantCulture)].Value)
            .ToArray();
        return said.Length == 0 ? "" : text["WordsAdjust", string.Join(text["WordsComma"], said)];
    }
}
