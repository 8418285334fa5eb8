namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>A language that wishes are understood in.</summary>
internal enum Language
{
    English,
    Chinese,
    German,
    Spanish,
    French,
    Japanese,
}

/// <summary>Finds the languages that a prompt may be written in.</summary>
internal static class Languages
{
    private const string Chinese = "zh";

    private static readonly Language[] European = [Language.English, Language.German, Language.Spanish, Language.French];

    /// <summary>
    /// Whether answers are Chinese rather than English: in the language of the words where it is one of the two, else in the reader's.
    /// </summary>
    /// <param name="reader">The language of the one who asks, such as <c>zh</c>; null where it is not known.</param>
    public static bool AnswersInChinese(string prompt, string? reader) =>
        FoldedText.HasChinese(prompt) && !prompt.Any(FoldedText.IsKana) || reader == Chinese && !IsEnglish(prompt);

    /// <summary>The likeliest first, at most two.</summary>
    public static IReadOnlyList<Language> Of(string prompt)
    {
        if (prompt.Any(FoldedText.IsKana))
        {
            return [Language.Japanese, Language.Chinese];
        }

        if (FoldedText.HasChinese(prompt))
        {
            return [Language.Chinese, Language.Japanese];
        }

        var words = WordsOf(prompt);
        var known = Array.ConvertAll(European, language => words.Count(Lexicon.Of(language).HasOwnWord));
        var best = European[Array.IndexOf(known, known.Max())];
        // "Menos de 500 KB" has as many English words as Spanish ones.
        return best != Language.English ? [best, Language.English]
            : known[0] > 0 && Array.LastIndexOf(known, known[0]) is var rival and > 0 ? [Language.English, European[rival]]
            : [Language.English];
    }

    private static bool IsEnglish(string prompt) =>
        Of(prompt)[0] == Language.English && WordsOf(prompt).Any(Lexicon.Of(Language.English).HasOwnWord);

    private static string[] WordsOf(string prompt) =>
        [
            .. new FoldedText(prompt).Folded
                .Split((char[])[' ', ',', '.', '!', '?', '-', '\n'], StringSplitOptions.RemoveEmptyEntries).Distinct().Take(64),
        ];
}
