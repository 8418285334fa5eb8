using FsCheck;
using FsCheck.Fluent;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Imaging.Editing;

namespace NanoBanana.Tests.Engines.Local;

public sealed class GrammarPropertyTests
{
    private static readonly Gen<int> Styles = Gen.Choose(0, int.MaxValue - 1);

    private static readonly string[] Pieces =
    [
        "crop", "rotate", "90", "°", "'", "\"", "“", "」", "16:9", "800x600", "-", "+", "%", "#ff", "#ff0000", "and", ",", ".", "to",
        "with", "the", "text",
        "裁", "成", "一", "点", "转", "度", "红", "百分之", "十", "千", "第二张", "更", "with", "half", "double", "size", "width", "opacity", "canvas",
        "\u0000",
        "😀", "\uD83D", "é", "　", "９", "\n", "background", "left", "on top", "a bit", "less", "1e9", "999999999999", "0", "px", "2nd image",
        "b&w", "x",
    ];

    [Fact]
    public void What_is_said_in_English_is_what_is_understood() => Holds(1000,
        from program in ProgramGenerator.Programs from style in Styles select (program, new ProgramWords(style).English(program)), Says);

    [Fact]
    public void What_is_said_in_Chinese_is_what_is_understood() => Holds(1000,
        from program in ProgramGenerator.Programs from style in Styles select (program, new ProgramWords(style).Chinese(program)), Says);

    [Fact]
    public void Case_width_and_spaces_change_nothing() => Holds(500,
        from program in ProgramGenerator.Programs
        from style in Styles
        from chinese in Gen.Elements(true, false)
        from change in Gen.Elements<Func<char,
            char>>(char.ToUpperInvariant, char.ToLowerInvariant, Widen, letter => letter == ' ' ? '\u3000' : letter)
        let words = chinese ? new ProgramWords(style).Chinese(program) : new ProgramWords(style).English(program)
        select (program, OutsideQuotes(words, change)), Says);

    [Fact]
    public void Two_prompts_in_a_row_are_both_done() => Holds(500,
        from first in ProgramGenerator.Programs
        from next in ProgramGenerator.Continuations
        from style in Styles
        let words = new ProgramWords(style)
        select (new EditProgram([.. first.Steps, .. next.Steps]), $"{words.English(first)}, then {words.Chinese(next)}"), Says);

    /// <summary>In a refusal, or as a thing that a mask has to show, or by what was understood of it.</summary>
    [Fact]
    public void A_word_that_is_not_known_is_named() => Holds(500,
        from program in ProgramGenerator.Programs
        from style in Styles
        from english in Gen.Elements(true, false)
        from word in english
            ? Gen.Elements("abcdefghijklmnopqrstuvwxyz".ToCharArray()).ArrayOf(6).Select(letters => "zq" + new string(letters))
            : Gen.Elements("魑魅魍魉饕餮囍".ToCharArray()).ArrayOf(3).Select(letters => new string(letters))
        from share in Gen.Choose(0, 100)
        let words = english ? new ProgramWords(style).English(program) : new ProgramWords(style).Chinese(program)
        select (word, Insert(words, word, share, english)), input =>
            PromptParser.Parse(input.Item2) is Reading.Understood { Program.NeedsMask: true } or Reading.Understood { ReadAs.Count: > 0 }
            || PromptParser.Parse(input.Item2) is Reading.NotUnderstood not
            && not.Words.Any(unknown => unknown.Contains(input.word, StringComparison.Ordinal))
            && not.Complaint.English.Contains(input.word, StringComparison.Ordinal)
            && not.Complaint.Chinese.Contains(input.word, StringComparison.Ordinal));

    [Fact]
    public void Whatever_is_written_gets_an_answer() => Holds(3000,
        from parts in Gen.OneOf(
            Gen.Elements(Pieces),
            Gen.Elements(Enum.GetValues<Language>().SelectMany(language => Lexicon.Of(language).Phrases).Distinct().ToArray()),
            Gen.Choose(0, 0xFFFF).Select(letter => ((char)letter).ToString())).ListOf(12)
        from gap in Gen.Elements("", " ")
        select string.Join(gap, parts), prompt => PromptParser.Parse(prompt) switch
        {
            Reading.Understood understood => understood.Program.Steps.Count > 0,
            Reading.NotUnderstood not => not.Complaint.English.Length > 0 && not.Complaint.Chinese.Length > 0
                && not.Choices.Count is > 0 and <= 4,
            Reading.Talked => true,
            _ => false,
        });

    private static bool Says((EditProgram Program, string Words) said) =>
        PromptParser.Parse(said.Words) is Reading.Understood understood && understood.Program.Equals(ProgramGenerator.Meant(said.Program));

    private static void Holds<T>(int cases, Gen<T> inputs, Func<T, bool> fact) =>
        Prop.ForAll(inputs.ToArbitrary(), fact).Check(Config.QuickThrowOnFailure.WithMaxTest(cases));

    private static char Widen(char letter) => letter is > ' ' and <= '~' and not ('"' or '\'') ? (char)(letter + 0xFEE0) : letter;

    private static string OutsideQuotes(string words, Func<char, char> change)
    {
        var inside = false;
        var changed = words.ToCharArray();
        for (var at = 0; at < changed.Length; at++)
        {
            if (changed[at] is '“' or '”' or '「' or '」' or '『' or '』' or '"')
            {
                inside = changed[at] is '“' or '「' or '『' || (changed[at] == '"' && !inside);
            }
            else if (!inside)
            {
                changed[at] = change(changed[at]);
            }
        }

        return new string(changed);
    }

    /// <summary>Puts the word at a gap between words that is not inside a quotation.</summary>
    private static string Insert(string words, string word, int share, bool english)
    {
        var gaps = new List<int> { 0, words.Length };
        var marked = OutsideQuotes(words, letter => english ? letter == ' ' ? '\u3000' : letter : letter is '，' or '。' ? '\u3000' : letter);
        gaps.AddRange(Enumerable.Range(0, marked.Length).Where(at => marked[at] == '\u3000'));
        var gap = gaps[share * (gaps.Count - 1) / 100];
        return english ? $"{words[..gap]} {word} {words[gap..]}" : words[..gap] + word + words[gap..];
    }
}
