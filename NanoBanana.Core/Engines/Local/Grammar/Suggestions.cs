namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Known words that look like an unknown one.</summary>
internal static class Suggestions
{
    private const int Most = 3;

    public static IReadOnlyList<string> For(string word)
    {
        var folded = new FoldedText(word).Folded;
        return FoldedText.HasChinese(folded) ? NearestChinese(folded) : NearestEnglish(folded);
    }

    private static string[] NearestEnglish(string word)
    {
        var farthest = Math.Max(1, word.Length / 3);
        return [.. Lexicon.Known.Where(known => char.IsAscii(known[0]) && Math.Abs(known.Length - word.Length) <= farthest)
            .Select(known => (Word: known, Distance: Distance(word, known)))
            .Where(known => known.Distance <= farthest)
            .OrderBy(known => known.Distance).ThenBy(known => known.Word, StringComparer.Ordinal)
            .Take(Most).Select(known => known.Word)];
    }

    private static string[] NearestChinese(string word) =>
        [.. Lexicon.Known.Where(known => FoldedText.IsChinese(known[0]) && known.Length > 1)
            .Select(known => (Word: known, Shared: (double)known.Intersect(word).Count() / Math.Max(known.Length, word.Length)))
            .Where(known => known.Shared >= 1.0 / 3)
            .OrderByDescending(known => known.Shared).ThenBy(known => known.Word, StringComparer.Ordinal)
            .Take(Most).Select(known => known.Word)];

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
