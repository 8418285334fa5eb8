using NanoBanana.Contracts;

namespace NanoBanana.Core.Sessions;

/// <summary>The title of a session that was given none: its first message on one line, cut at a word.</summary>
internal static class DerivedTitle
{
    public static string From(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= Limits.DerivedTitleLength)
        {
            return line;
        }

        // One character is kept for the ellipsis; a text without spaces is cut between two characters.
        var space = line.LastIndexOf(' ', Limits.DerivedTitleLength - 1);
        var end = space > 0 ? space : Limits.DerivedTitleLength - 1;
        if (char.IsHighSurrogate(line[end - 1]))
        {
            end--;
        }

        return line[..end] + "…";
    }
}
