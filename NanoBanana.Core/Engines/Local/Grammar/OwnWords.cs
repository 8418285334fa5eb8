using System.Text.RegularExpressions;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>The part of a prompt that is understood, in the words of who asks: what to offer first where the rest is not.</summary>
internal static partial class OwnWords
{
    private const int Longest = 1000;
    private const int MostParts = 8;
    private const int LongestChoice = 120;

    /// <returns>Null where nothing is understood, or nothing can be left out.</returns>
    public static string? Of(string prompt, Func<string, Reading> parse)
    {
        if (prompt.Length > Longest)
        {
            return null;
        }

        string[] parts = [.. Ends().Split(prompt).Select(part => part.Trim()).Where(part => part.Length > 0).Take(MostParts + 1)];
        if (parts.Length is < 2 or > MostParts)
        {
            return null;
        }

        var understood = Array.FindAll(parts, part => IsUnderstood(parse(part)));
        var words = string.Join(FoldedText.HasChinese(prompt) ? "，" : ", ", understood);
        return understood.Length > 0 && understood.Length < parts.Length && words.Length <= LongestChoice && IsUnderstood(parse(words))
            ? words
            : null;
    }

    private static bool IsUnderstood(Reading reading) => reading is Reading.Understood { Program.NeedsMask: false };

    [GeneratedRegex(@"[,;!?\n，。；！？]|\.(?!\d)|\b(?:and|but|then|also)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ends();
}
