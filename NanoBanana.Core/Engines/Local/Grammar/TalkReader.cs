namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Finds out whether a whole prompt is talk: words before and after it that say nothing are skipped.</summary>
internal static class TalkReader
{
    private const int Longest = 80;
    private const int MostParts = 4;
    private static readonly char[] Sentence = [',', '.', '!', '?', ';', '\n', '，', '。', '！', '？', '；'];
    private static readonly char[] Marks = [' ', ',', '.', '!', '?', ';', ':', '-', '\n', '~', '(', ')'];

    /// <summary>One phrase, or two: "thanks, that's perfect".</summary>
    public static Talk? ReadExactly(string prompt, Lexicon lexicon)
    {
        var words = Words(prompt);
        if (prompt.Length > Longest)
        {
            return null;
        }

        return Find(words, lexicon) ?? Enumerable.Range(1, Math.Max(words.Count - 1, 0))
            .Where(at => Find(words.GetRange(0, at), lexicon) is not null)
            .Select(at => Find(words.GetRange(at, words.Count - at), lexicon)).FirstOrDefault(talk => talk is not null);
    }

    public static Talk? Read(string prompt, Lexicon lexicon)
    {
        var words = Words(prompt);
        if (prompt.Length > Longest || words.Count == 0)
        {
            return null;
        }

        // "Too much, a bit less" and "hi, what can you do?" are talk all through.
        var parts = prompt.Split(Sentence, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length is > 1 and <= MostParts && Array.ConvertAll(parts, part => Read(part, lexicon)) is var talks
            && !talks.Contains(null))
        {
            return talks.LastOrDefault(talk => talk!.Kind is not (TalkKind.Hello or TalkKind.Thanks), talks[^1]);
        }

        for (var from = 0; from < words.Count && (from == 0 || IsFiller(words[from - 1], lexicon)); from++)
        {
            for (var to = words.Count; to > from && (to == words.Count || IsFiller(words[to], lexicon)); to--)
            {
                if (Find(words.GetRange(from, to - from), lexicon) is { } talk)
                {
                    return talk;
                }
            }
        }

        return null;
    }

    /// <summary>"No, warmer" and "hi, make it warmer": the first words, and what comes after them; null where there are none.</summary>
    public static (TalkKind Kind, string After)? ReadFirst(string prompt, Lexicon lexicon)
    {
        var folded = FoldedText.Fold(prompt).TrimStart();
        for (var end = folded.Length - 1; end > 0; end--)
        {
            var isEnd = Marks.Contains(folded[end]) || FoldedText.IsEastern(folded[end]);
            if (isEnd && end <= Longest && Find(Words(folded[..end]), lexicon) is { Kind: var kind }
                && kind is TalkKind.Instead or TalkKind.Undo or TalkKind.Hello or TalkKind.Thanks)
            {
                var rest = prompt.TrimStart()[end..].TrimStart(' ', ',', '，', '.', '。', '!', '！', ':', '：', '-', '、');
                return (kind, rest);
            }
        }

        return null;
    }

    private static Talk? Find(List<string> words, Lexicon lexicon)
    {
        if (words.Count == 0)
        {
            return null;
        }

        // What is written without spaces may have small words around it, too.
        var phrase = words.Exists(word => word.Any(FoldedText.IsEastern)) ? string.Concat(words) : lexicon.Key(words, words.Count);
        return lexicon.FindTalk(phrase) ?? lexicon.FindTalk(string.Join(' ', words)) ?? (
            words.Count == 1 ? Trimmed(phrase, lexicon) : null);
    }

    private static Talk? Trimmed(string phrase, Lexicon lexicon)
    {
        if (!phrase.Any(FoldedText.IsEastern))
        {
            return null;
        }

        for (var from = 0; from < Math.Min(4, phrase.Length); from++)
        {
            for (var to = phrase.Length; to > Math.Max(from, phrase.Length - 4); to--)
            {
                if ((from == 0 || IsFiller(phrase[..from], lexicon)) && (to == phrase.Length || IsFiller(phrase[to..], lexicon))
                    && lexicon.FindTalk(phrase[from..to]) is { } talk)
                {
                    return talk;
                }
            }
        }

        return null;
    }

    private static bool IsFiller(string word, Lexicon lexicon) => lexicon.Find(word) is Filler or Break;

    private static List<string> Words(string prompt) =>
        [.. FoldedText.Fold(prompt).Split(Marks, StringSplitOptions.RemoveEmptyEntries)];
}
