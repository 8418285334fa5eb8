using System.Globalization;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Canvas;

/// <summary>A look that was chosen from small pictures.</summary>
/// <param name="Look">One of <see cref="Looks"/> or <see cref="Painted"/>.</param>
/// <param name="Strength">Percent, 1 to 100.</param>
public sealed record LookPlan(string Look, int Strength)
{
    /// <summary>Those that change colours: the browser can show them as they will be.</summary>
    public static readonly IReadOnlyList<string> Looks = ["mono", "sepia", "fade", "vintage", "film", "cinematic", "lomo", "duotone"];

    /// <summary>Those that paint the picture anew: only the worker can, so that a sample shows what they do.</summary>
    public static readonly IReadOnlyList<string> Painted = ["oil", "watercolour", "pencil", "coloured-pencil", "cartoon", "poster"];

    /// <summary>What the user calls one of <see cref="Looks"/> or <see cref="Painted"/>.</summary>
    internal static string NameOf(string look) => look switch
    {
        "mono" => Text.LookMono,
        "sepia" => Text.LookSepia,
        "fade" => Text.LookFade,
        "vintage" => Text.LookVintage,
        "film" => Text.LookFilm,
        "cinematic" => Text.LookCinematic,
        "lomo" => Text.LookLomo,
        "duotone" => Text.LookDuotone,
        "oil" => Text.LookOil,
        "watercolour" => Text.LookWatercolour,
        "pencil" => Text.LookPencil,
        "coloured-pencil" => Text.LookColouredPencil,
        "cartoon" => Text.LookCartoon,
        "poster" => Text.LookPoster,
        _ => throw new ArgumentOutOfRangeException(nameof(look), look, null),
    };

    /// <summary>The same in words that the local engine understands; empty where there is no such look.</summary>
    internal string Words() => Words(Math.Clamp(Strength, 1, 100).ToString(CultureInfo.InvariantCulture));

    private string Words(string percent) => Look switch
    {
        "mono" when Strength >= 100 => Text.WordsLookGray,
        "mono" => Text.FormatWordsLookMono(percent),
        "sepia" => Text.FormatWordsLookSepia(percent),
        "fade" => Text.FormatWordsLookFade(percent),
        "vintage" => Text.FormatWordsLookVintage(percent),
        "film" => Text.FormatWordsLookFilm(percent),
        "cinematic" => Text.FormatWordsLookCinematic(percent),
        "lomo" => Text.FormatWordsLookLomo(percent),
        "duotone" => Text.FormatWordsLookDuotone(percent),
        "oil" => Text.FormatWordsLookOil(percent),
        "watercolour" => Text.FormatWordsLookWatercolour(percent),
        "pencil" => Text.FormatWordsLookPencil(percent),
        "coloured-pencil" => Text.FormatWordsLookColouredPencil(percent),
        "cartoon" => Text.FormatWordsLookCartoon(percent),
        "poster" => Text.FormatWordsLookPoster(percent),
        _ => "",
    };
}
