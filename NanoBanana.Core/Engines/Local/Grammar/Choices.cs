using System.Collections.Frozen;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Prompts to offer in place of one that is not understood, by what it is about: see <c>Words/choices.tsv</c>.</summary>
internal static class Choices
{
    public const int Most = 4;

    /// <summary>The theme of a prompt that says nothing that is known.</summary>
    public const string Anything = "any";

    private const string Coloured = "colour";
    private const string Placeholder = "{colour}";

    private static readonly FrozenDictionary<(string Theme, bool IsChinese), string[]> Prompts = WordTable.Choices()
        .GroupBy(row => (row.Theme, row.Language == "zh"))
        .ToFrozenDictionary(group => group.Key, group => group.Select(row => row.Prompt).ToArray());

    public static IEnumerable<string> Themes => Prompts.Keys.Select(key => key.Theme).Distinct();

    public static IReadOnlyList<string> Of(string theme, bool isChinese) =>
        Prompts.GetValueOrDefault((theme, isChinese)) ?? Prompts[(Anything, isChinese)];

    /// <summary>The nearest first: what it is about by name, then what the complaint is about, then the operations that it names.</summary>
    public static IReadOnlyList<string> For(IReadOnlyList<Token> tokens, string theme, bool isChinese)
    {
        var colour = tokens.OfType<Colour>().FirstOrDefault();
        var themes = tokens.OfType<Topic>().Select(topic => topic.Name).Append(theme)
            .Concat(tokens.OfType<Head>().Select(head => head.Subject.ToString()))
            .Where(name => name != Anything);
        if (colour is not null)
        {
            // "Change the car to blue": the colour can be had.
            themes = themes.Prepend(Coloured);
        }

        return [.. themes.Append(Anything).Distinct()
            .SelectMany(name => Prompts.GetValueOrDefault((name, isChinese)) ?? [])
            .Select(prompt => prompt.Replace(Placeholder, NameOf(colour, isChinese), StringComparison.Ordinal))
            .Distinct().Take(Most)];
    }

    /// <summary>A colour in the language of the answer.</summary>
    private static string NameOf(Colour? colour, bool isChinese)
    {
        var language = isChinese ? Language.Chinese : Language.English;
        return colour is null || Lexicon.Of(language).Find(FoldedText.Fold(colour.Source)) is Colour || colour.Source.StartsWith('#')
            ? colour?.Source ?? ""
            : Lexicon.Entries(language)
                .FirstOrDefault(entry => entry.Meaning.StartsWith("colour ", StringComparison.Ordinal)
                    && Meanings.Read(entry.Meaning) is Colour same && same.Value == colour.Value)
                .Phrase ?? colour.Source;
    }
}
