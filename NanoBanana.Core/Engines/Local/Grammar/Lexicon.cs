using System.Collections.Frozen;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Every word and phrase that is understood, in English and Chinese, with its meaning.</summary>
internal static partial class Lexicon
{
    private static readonly FrozenDictionary<string, Token> Entries = Build();

    public static int LongestChinese { get; } = Entries.Keys.Where(key => !char.IsAscii(key[0])).Max(key => key.Length);

    public static int LongestEnglish { get; } = Entries.Keys.Where(key => char.IsAscii(key[0])).Max(key => key.Count(letter => letter == ' ') + 1);

    /// <summary>Words to suggest: those that say something.</summary>
    public static IReadOnlyList<string> Known { get; } =
        [.. Entries.Where(entry => entry.Value is not (Filler or To or With or Break)).Select(entry => entry.Key).Order(StringComparer.Ordinal)];

    /// <param name="phrase">Folded, one space between English words.</param>
    public static Token? Find(string phrase) => Entries.GetValueOrDefault(phrase);

    private static FrozenDictionary<string, Token> Build()
    {
        var entries = new Dictionary<string, Token>(StringComparer.Ordinal);
        foreach (var (meaning, phrases) in Operations().Concat(Details()).Concat(SmallWords()).Concat(Colours()))
        {
            foreach (var phrase in phrases.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                entries.Add(phrase, meaning);
            }
        }

        return entries.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
