namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Finds the longest known phrase at a place in a text.</summary>
internal sealed class PhraseMatcher(FoldedText text, Lexicon lexicon)
{
    public static bool IsWordLetter(char letter) => char.IsLetterOrDigit(letter) || letter is '&' or '\'';

    /// <returns>Its meaning and its length; null where no known phrase starts.</returns>
    public (Token Meaning, int Length)? At(int at) => Eastern(at) ?? (FoldedText.IsEastern(text[at]) ? null : Spaced(at));

    /// <summary>The next words, up to a mark that ends a phrase, and where each ends.</summary>
    public (List<string> Words, List<int> Ends) Words(int at, int most)
    {
        var words = new List<string>();
        var ends = new List<int>();
        while (words.Count < most)
        {
            var start = at;
            while (IsWordLetter(text[at]) && !FoldedText.IsEastern(text[at]))
            {
                at++;
            }

            if (at == start)
            {
                break;
            }

            words.Add(text.Folded[start..at]);
            ends.Add(at);
            var gap = at;
            while (text[at] == ' ')
            {
                at++;
            }

            if (at == gap && text[at] is '-' or '/' && IsWordLetter(text[at + 1]))
            {
                at++;
            }
        }

        return (words, ends);
    }

    /// <summary>A phrase that is written without spaces; it may begin with a letter or digit of another script.</summary>
    private (Token, int)? Eastern(int at)
    {
        var eastern = at;
        while (char.IsAsciiLetterOrDigit(text[eastern]))
        {
            eastern++;
        }

        for (var length = Math.Min(lexicon.LongestEastern, text.Length - at); length > eastern - at
            && FoldedText.IsEastern(text[eastern]); length--)
        {
            if (lexicon.Find(text.Folded.Substring(at, length)) is { } meaning)
            {
                return (meaning, length);
            }
        }

        return null;
    }

    private (Token, int)? Spaced(int at)
    {
        var (words, ends) = Words(at, lexicon.MostWords);
        for (var count = words.Count; count > 0; count--)
        {
            if ((lexicon.Find(string.Join(' ', words.Take(count))) ?? lexicon.Find(lexicon.Key(words, count))) is { } meaning)
            {
                return (meaning, ends[count - 1] - at);
            }
        }

        return words is [var first, ..] && first.EndsWith("'s", StringComparison.Ordinal) && lexicon.Find(first[..^2]) is { } owner
            ? (owner, ends[0] - at)
            : null;
    }
}
