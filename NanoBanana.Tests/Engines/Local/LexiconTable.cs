using System.Text;
using NanoBanana.Core.Engines.Local.Grammar;

namespace NanoBanana.Tests.Engines.Local;

/// <summary>The table of words in docs/local-engine.md, made from the lexicon.</summary>
internal static class LexiconTable
{
    public const string Begin = "<!-- words: made from NanoBanana.Core/Engines/Local/Words by LexiconTests -->";
    public const string End = "<!-- end of words -->";

    private const int MostPhrases = 4;

    // What means nothing by itself, and what is too long for a table.
    private static readonly string[] Hidden = ["filler", "article", "make", "to", "with", "break", "colour", "number", "unit", "topic"];

    public static string Markdown()
    {
        var languages = Enum.GetValues<Language>();
        var phrases = languages.ToDictionary(
            language => language, language => Lexicon.Entries(language).ToLookup(entry => Short(entry.Meaning), entry => entry.Phrase));
        var meanings = languages.SelectMany(language => Lexicon.Entries(language)).Select(entry => Short(entry.Meaning)).Distinct()
            .Where(meaning => !Hidden.Contains(meaning.Split(' ')[0])).ToList();
        var table = new StringBuilder("| meaning | English | 中文 | Deutsch | Español | Français | 日本語 |\n|---|---|---|---|---|---|---|\n");
        foreach (var meaning in meanings)
        {
            table.Append("| ").Append(meaning);
            foreach (var language in languages)
            {
                table.Append(" | ").AppendJoin(", ", phrases[language][meaning].Take(MostPhrases));
            }

            table.Append(" |\n");
        }

        return table.ToString();
    }

    /// <summary>How much more or less is not told apart.</summary>
    private static string Short(string meaning) => meaning.StartsWith(Meanings.Talk, StringComparison.Ordinal)
        ? string.Join(' ', meaning.Split(' ').Take(2))
        : meaning;
}
