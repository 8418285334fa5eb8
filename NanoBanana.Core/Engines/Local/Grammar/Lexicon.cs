using System.Collections.Frozen;
using System.Text;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>
/// The words and phrases of a language with their meanings, see <c>Words/lexicon.*.tsv</c>. What it does not have is looked up in English,
/// and in
/// Chinese, whose letters are never mistaken for others.
/// </summary>
internal sealed class Lexicon
{
    private static readonly IReadOnlyDictionary<Language, string> Codes = new Dictionary<Language, string>
    {
        [Language.English] = "en",
        [Language.Chinese] = "zh",
        [Language.German] = "de",
        [Language.Spanish] = "es",
        [Language.French] = "fr",
        [Language.Japanese] = "ja",
    };

    private static readonly IReadOnlyDictionary<Language, Lazy<Lexicon>> All =
        Codes.Keys.ToDictionary(language => language, language => new Lazy<Lexicon>(() => new(language)));

    private readonly FrozenDictionary<string, Token> _words;
    private readonly FrozenDictionary<string, Talk> _talk;
    private readonly FrozenSet<string> _articles;
    private readonly FrozenSet<string> _own;

    private Lexicon(Language language)
    {
        var words = new Dictionary<string, Token>(StringComparer.Ordinal);
        var talk = new Dictionary<string, Talk>(StringComparer.Ordinal);
        var articles = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in SourcesOf(language))
        {
            var entries = WordTable.Lexicon(Codes[source]);
            articles.UnionWith(entries
                .Where(entry => entry.Meaning is Meanings.Article or Meanings.Determiner or Meanings.State)
                .Select(entry => FoldedText.Fold(entry.Phrase)));
            foreach (var (meaning, phrase) in entries)
            {
                var key = Key(phrase, articles);
                _ = meaning.StartsWith(Meanings.Talk, StringComparison.Ordinal)
                    ? talk.TryAdd(key, Meanings.ReadTalk(meaning))
                    : words.TryAdd(key, Meanings.Read(meaning));
            }
        }

        _articles = articles.ToFrozenSet(StringComparer.Ordinal);
        _words = words.ToFrozenDictionary(StringComparer.Ordinal);
        _talk = talk.ToFrozenDictionary(StringComparer.Ordinal);
        _own = WordTable.Lexicon(Codes[language]).SelectMany(entry => FoldedText.Fold(entry.Phrase).Split([' ', '-']))
            .ToFrozenSet(StringComparer.Ordinal);
        LongestEastern = _words.Keys.Where(key => key.Any(FoldedText.IsEastern)).Max(key => key.Length);
        MostWords = _words.Keys.Max(key => key.Count(letter => letter == ' ') + 1) + 3;
        Single = [.. _words.Concat(_talk.Select(entry => KeyValuePair.Create(entry.Key, (Token)new Said(entry.Value))))
            .Where(entry => !entry.Key.Contains(' ') && !FoldedText.IsEastern(entry.Key[0]) && entry.Value is not Topic)
            .Select(entry => (entry.Key, entry.Value))];
    }

    /// <summary>Characters of the longest phrase that is written without spaces.</summary>
    public int LongestEastern { get; }

    /// <summary>Words of the longest phrase, with articles between them.</summary>
    public int MostWords { get; }

    /// <summary>Words by themselves, for correcting what is misspelt.</summary>
    public IReadOnlyList<(string Word, Token Meaning)> Single { get; }

    /// <summary>Every phrase that has a meaning here.</summary>
    public IEnumerable<string> Phrases => _words.Keys;

    public static Lexicon Of(Language language) => All[language].Value;

    public static IReadOnlyList<(string Meaning, string Phrase)> Entries(Language language) => WordTable.Lexicon(Codes[language]);

    /// <param name="phrase">Folded, one space between words.</param>
    public Token? Find(string phrase) => _words.GetValueOrDefault(phrase);

    /// <summary>What a whole prompt says about the edit before, or about nothing.</summary>
    public Talk? FindTalk(string phrase) => _talk.GetValueOrDefault(phrase);

    public bool HasOwnWord(string word) => _own.Contains(word);

    /// <summary>The phrase as it is kept: without articles between its first and its last word.</summary>
    public string Key(IReadOnlyList<string> words, int count)
    {
        var key = new StringBuilder(words[0]);
        for (var at = 1; at < count; at++)
        {
            if (at == count - 1 || !_articles.Contains(words[at]))
            {
                key.Append(' ').Append(words[at]);
            }
        }

        return key.ToString();
    }

    private static string Key(string phrase, HashSet<string> articles)
    {
        var words = FoldedText.Fold(phrase).Split([' ', '-', '/'], StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Where((word, at) => at == 0 || at == words.Length - 1 || !articles.Contains(word)));
    }

    private static Language[] SourcesOf(Language language) => language switch
    {
        Language.English or Language.Chinese => [Language.English, Language.Chinese],
        Language.Japanese => [Language.Japanese, Language.English],
        _ => [language, Language.English, Language.Chinese],
    };
}
