using System.Globalization;
using Microsoft.Extensions.Localization;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Canvas;

/// <summary>A look that was chosen from small pictures.</summary>
/// <param name="Look">One of <see cref="Looks"/>.</param>
/// <param name="Strength">Percent, 1 to 100.</param>
public sealed record LookPlan(string Look, int Strength)
{
    /// <summary>Those that change colours: the browser can show them as they will be.</summary>
    public static readonly IReadOnlyList<string> Looks = ["mono", "sepia", "fade", "vintage", "film", "cinematic", "lomo", "duotone"];

    /// <summary>The same in words that the local engine understands; empty where there is no such look.</summary>
    internal string Words(IStringLocalizer<Text> text) => !Looks.Contains(Look) ? ""
        : Look == "mono" && Strength >= 100 ? text["WordsLook_gray"]
        : text["WordsLook_" + Look, Math.Clamp(Strength, 1, 100).ToString(CultureInfo.InvariantCulture)];
}
