using System.Collections.Concurrent;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Reads the tables that are part of this assembly: tab-separated, a row a line.</summary>
internal static class WordTable
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<(string, string)>> Lexicons = new(StringComparer.Ordinal);

    /// <param name="code">Of a language, such as <c>en</c>.</param>
    public static IReadOnlyList<(string Meaning, string Phrase)> Lexicon(string code) =>
        Lexicons.GetOrAdd(code, static code => [.. Rows($"lexicon.{code}").Select(row => (row[0], row[1]))]);

    /// <summary>What to offer instead: theme, language, prompt.</summary>
    public static IEnumerable<(string Theme, string Language, string Prompt)> Choices() =>
        Rows("choices").Select(row => (row[0], row[1], row[2]));

    private static IEnumerable<string[]> Rows(string name)
    {
        using var stream = typeof(WordTable).Assembly.GetManifestResourceStream($"Words/{name}.tsv")
            ?? throw new InvalidOperationException($"The table {name} is missing.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split('\t');
        }
    }
}
