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
    private static readonly Language[] European = [Language.English, Language.German, Language.Spanish, Language.French];

    /// <summary>Whether answers are Chinese; all other prompts are answered in English.</summary>
    public static bool IsChinese(string prompt) => FoldedText.HasChinese(prompt) && !prompt.Any(FoldedText.IsKana);

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

        var words = new FoldedText(prompt).Folded.Split((char[])[' ', ',', '.', '!', '?', '-', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Distinct().Take(64).ToArray();
        var best = European.MaxBy(language => words.Count(Lexicon.Of(language).HasOwnWord));
        return best == Language.English ? [Language.English] : [best, Language.English];
    }
}
