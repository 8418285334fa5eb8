namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>A prompt with its misspelt words corrected.</summary>
/// <param name="Words">What they were taken for.</param>
internal sealed record Corrected(string Prompt, IReadOnlyList<string> Words);

/// <summary>Corrects words that can only be one word misspelt.</summary>
internal static class Spelling
{
    private const int MostWords = 3;
    private const int Shortest = 4;
    private const int Long = 8;

    /// <returns>Null unless every unknown word has exactly one good reading.</returns>
    public static Corrected? Correct(string prompt, IReadOnlyList<string> unknown, Lexicon lexicon)
    {
        if (unknown.Count is 0 or > MostWords)
        {
            return null;
        }

        var read = new List<string>();
        foreach (var word in unknown)
        {
            if (Nearest(FoldedText.Fold(word), lexicon) is not { } nearest || !prompt.Contains(word, StringComparison.Ordinal))
            {
                return null;
            }

            prompt = prompt.Replace(word, nearest, StringComparison.Ordinal);
            read.Add(nearest);
        }

        return new(prompt, read);
    }

    /// <summary>The only meaning within a letter or two; null where there is none, or more than one.</summary>
    private static string? Nearest(string word, Lexicon lexicon)
    {
        if (word.Length < Shortest || !word.All(char.IsAsciiLetter))
        {
            return null;
        }

        var farthest = word.Length >= Long ? 2 : 1;
        var near = lexicon.Single
            .Where(known => known.Word.Length >= Shortest && Math.Abs(known.Word.Length - word.Length) <= farthest
            && known.Word[0] == word[0])
            .Select(known => (known.Word, known.Meaning, Distance: Distance(word, known.Word)))
            .Where(known => known.Distance <= farthest).ToList();
        if (near.Count == 0)
        {
            return null;
        }

        var best = near.Min(known => known.Distance);
        near.RemoveAll(known => known.Distance > best);
        if (near.Exists(known => known.Meaning is not Filler))
        {
            near.RemoveAll(known => known.Meaning is Filler);
        }

        // Letters in the wrong order happen most.
        if (near.Exists(known => HasSameLetters(known.Word, word)))
        {
            near.RemoveAll(known => !HasSameLetters(known.Word, word));
        }

        return near.Select(known => known.Meaning).Distinct().Count() == 1 ? near.MinBy(known => known.Word.Length).Word : null;
    }

    private static bool HasSameLetters(string one, string other) => one.Order().SequenceEqual(other.Order());

    /// <summary>Letters to insert, delete, replace or swap with a neighbour.</summary>
    private static int Distance(string from, string to)
    {
        var costs = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    costs[i, j] = i + j;
                    continue;
                }

                var same = from[i - 1] == to[j - 1] ? 0 : 1;
                costs[i, j] = Math.Min(costs[i - 1, j - 1] + same, 1 + Math.Min(costs[i - 1, j], costs[i, j - 1]));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    costs[i, j] = Math.Min(costs[i, j], costs[i - 2, j - 2] + 1);
                }
            }
        }

        return costs[from.Length, to.Length];
    }
}
