namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>
/// Text to write that stands without quotation marks: from the word that asks for it to the end, or to where what follows says how to write
/// it, or
/// what to do next.
/// </summary>
internal sealed class FreeText(FoldedText text, Lexicon lexicon, PhraseMatcher phrases)
{
    // What is longer, or asked for more often, stands in quotation marks: reading on is bounded.
    private const int Longest = 500;
    private const int MostTexts = 4;
    private const int MostEnds = 24;
    private const Slots Style = Slots.Place | Slots.Colour | Slots.Size | Slots.Pixels | Slots.Opacity | Slots.Bold | Slots.Outline
        | Slots.Shadowed | Slots.Big;

    private int _texts;

    /// <param name="Before">What is said between the word that asks and the text.</param>
    internal sealed record Found(IReadOnlyList<Token> Before, int Start, int End);

    /// <param name="head">The word that asks for text.</param>
    /// <param name="at">Where it ends.</param>
    /// <param name="before">What was said before, the word included.</param>
    /// <returns>Null where there is no such text.</returns>
    public Found? After(Head head, int at, IReadOnlyList<Token> before)
    {
        var segment = before.Reverse().Skip(1).TakeWhile(token => token is not Break).ToList();
        if (text.Length - at > Longest || _texts++ >= MostTexts || HasQuote(at) || segment.Exists(token => token is Act or Quote))
        {
            return null;
        }

        if (AfterColon(at) is { } named)
        {
            return named;
        }

        var start = SkipNames(at);
        var rest = PromptScanner.Scan(text, lexicon, start, text.Length);
        if (start >= text.Length || IsStyle(rest, asksForMore: true)
            || (!head.TakesText && rest.Unknown.Count == 0 && rest.Tokens.All(IsNothing))
            || (!head.TakesText && (
                (rest.Unknown.Count == 0 && rest.Tokens.Any(token => token is Head or Break or Act)) || segment.Exists(IsSaid))))
        {
            return null;
        }

        var end = EndFrom(start);
        return end > start ? new([], start, end) : null;
    }

    private bool HasQuote(int at)
    {
        for (; at < text.Length; at++)
        {
            if (PromptScanner.IsOpening(text[at]) && !(text[at] == '\'' && char.IsAsciiLetterOrDigit(text[at - 1])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"Write in red: hello".</summary>
    private Found? AfterColon(int at)
    {
        var colon = text.Folded.IndexOf(':', at);
        if (colon < 0 || char.IsAsciiDigit(text[colon - 1]))
        {
            return null;
        }

        var before = PromptScanner.Scan(text, lexicon, at, colon);
        var start = SkipBlank(colon + 1);
        return before.Unknown.Count == 0
            && before.Tokens.All(token => token is Filler or With or Head { Subject: Subject.Text } || IsStyle(token))
            && start < text.Length
            ? new([.. before.Tokens.Where(token => token is not Head)], start, EndFrom(start))
            : null;
    }

    /// <summary>"The words", "a text": names of what follows.</summary>
    private int SkipNames(int at)
    {
        var next = SkipBlank(at);
        if (phrases.At(next) is (Filler, var article) && phrases.At(SkipBlank(next + article)) is (Head { Subject: Subject.Text }, _))
        {
            next = SkipBlank(next + article);
        }

        while (phrases.At(next) is (Head { Subject: Subject.Text }, var length))
        {
            next = SkipBlank(next + length);
        }

        return next;
    }

    private int SkipBlank(int at)
    {
        while (text[at] is ' ' or ':')
        {
            at++;
        }

        return at;
    }

    private int EndFrom(int start)
    {
        var tried = 0;
        for (var at = start + 1; at < text.Length && tried < MostEnds; at++)
        {
            if (IsBoundary(at) && IsEnd(at, ref tried))
            {
                return at;
            }
        }

        return text[text.Length - 1] == '.' && text[text.Length - 2] != '.' ? text.Length - 1 : text.Length;
    }

    private bool IsBoundary(int at) => text[at] is ',' or ';' or '.' or '\n' || FoldedText.IsEastern(text[at])
        || (text[at - 1] == ' ' && PhraseMatcher.IsWordLetter(text[at]));

    private bool IsEnd(int at, ref int tried)
    {
        var isMark = text[at] is ',' or ';' or '.' or '\n';
        var first = isMark ? new Break() : phrases.At(at)?.Meaning;
        var isPhrase = phrases.At(at) is (var style, var length) && IsStyle(style) && text.Folded.IndexOf(' ', at, length) > 0;
        if (first is not (Filler or With or Break or To) && !isPhrase)
        {
            return false;
        }

        tried++;
        var rest = PromptScanner.Scan(text, lexicon, at, text.Length);
        return first is Break
            ? rest.Unknown.Count == 0 && (rest.Tokens.Any(token => token is Head) || (isMark && IsStyle(rest, asksForMore: true)))
            : IsStyle(rest, asksForMore: true);
    }

    /// <summary>Whether it says how to write, and nothing else.</summary>
    private static bool IsStyle(Scan scan, bool asksForMore)
    {
        var said = scan.Tokens.TakeWhile((token, at) => at == 0 || token is not Break).ToList();
        var next = scan.Tokens.Skip(said.Count).ToList();
        return scan.Unknown.Count == 0 && said.TrueForAll(token => token is Filler or With or Break or To or PartName || IsStyle(token))
            && (said.Exists(IsStyle) || !asksForMore)
            && next.TrueForAll(token => token is not Topic);
    }

    private static bool IsNothing(Token token) => token is Filler or Break;

    /// <summary>Something is said of the text that is there already.</summary>
    private static bool IsSaid(Token token) => token is Head or Make;

    private static bool IsStyle(Token token) => (token.Slot & Style) != 0 || token is Measure;
}
