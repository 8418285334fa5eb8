using NanoBanana.Core.Engines.Local.Grammar;

namespace NanoBanana.Tests.Engines.Local;

[Trait("Kind", "Unit")]
public sealed class LexiconTests
{
    private static readonly string Document = Path.Combine(TestFolders.Repository, "docs", "local-engine.md");

    public static TheoryData<string> Languages => [.. Enum.GetNames<Language>()];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_phrase_has_one_meaning(string language)
    {
        var doubles = Lexicon.Entries(Enum.Parse<Language>(language))
            .GroupBy(entry => (IsTalk: IsTalk(entry.Meaning), Phrase: FoldedText.Fold(entry.Phrase).Replace('-', ' ')))
            .Where(group => group.Count() > 1).Select(group => group.Key.Phrase);

        Assert.Empty(doubles);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_meaning_is_a_known_one(string language)
    {
        foreach (var (meaning, phrase) in Lexicon.Entries(Enum.Parse<Language>(language)))
        {
            Assert.False(string.IsNullOrWhiteSpace(phrase), meaning);
            Assert.NotNull(IsTalk(meaning) ? Meanings.ReadTalk(meaning) : (object)Meanings.Read(meaning));
        }
    }

    [Fact]
    public void What_is_no_meaning_is_refused()
    {
        Assert.Throws<FormatException>(() => Meanings.Read("do Nothing"));
        Assert.Throws<FormatException>(() => Meanings.Read("colour nonesuch"));
        Assert.Throws<FormatException>(() => Meanings.ReadTalk("talk Nonsense"));
    }

    [Fact]
    public void Every_choice_is_understood()
    {
        var choices = Choices.Themes.SelectMany(theme => Choices.Of(theme, isChinese: false).Concat(Choices.Of(theme, isChinese: true)))
            .Select(choice => choice.Replace("{colour}", ColourIn(choice), StringComparison.Ordinal)).Distinct();

        Assert.All(choices, choice => Assert.IsNotType<Reading.NotUnderstood>(PromptParser.Parse(choice)));
    }

    [Fact]
    public void Every_theme_has_four_choices_in_both_languages()
    {
        Assert.All(Choices.Themes, theme =>
        {
            Assert.Equal(Choices.Most, Choices.Of(theme, isChinese: false).Distinct().Count());
            Assert.Equal(Choices.Most, Choices.Of(theme, isChinese: true).Distinct().Count());
        });
    }

    [Fact]
    public void Every_topic_of_the_lexicon_has_choices()
    {
        var topics = Enum.GetValues<Language>().SelectMany(Lexicon.Entries)
            .Where(entry => entry.Meaning.StartsWith("topic ", StringComparison.Ordinal))
            .Select(entry => entry.Meaning["topic ".Length..]).Distinct();

        Assert.All(topics, topic => Assert.Contains(topic, Choices.Themes));
    }

    /// <summary>Set UPDATE_DOCS=1 to write the table anew.</summary>
    [Fact]
    public void The_documented_words_are_those_of_the_lexicon()
    {
        var text = File.ReadAllText(Document);
        var (begin, end) = (text.IndexOf(LexiconTable.Begin, StringComparison.Ordinal),
            text.IndexOf(LexiconTable.End, StringComparison.Ordinal));
        Assert.True(begin > 0 && end > begin, "the document has a place for the table");
        var fresh = $"{text[..begin]}{LexiconTable.Begin}\n{LexiconTable.Markdown()}{text[end..]}";
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(Document, fresh);
        }

        Assert.Equal(fresh, File.ReadAllText(Document));
    }

    private static bool IsTalk(string meaning) => meaning.StartsWith(Meanings.Talk, StringComparison.Ordinal);

    private static string ColourIn(string choice) => FoldedText.HasChinese(choice) ? "蓝色" : "blue";
}
