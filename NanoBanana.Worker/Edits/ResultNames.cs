using System.Text;
using NanoBanana.Contracts.Images;

namespace NanoBanana.Worker.Edits;

/// <summary>The file names of results: the first words that asked for them.</summary>
internal static class ResultNames
{
    private const int Longest = 48;

    public static string From(string prompt, int variant, string contentType)
    {
        var name = new StringBuilder();
        foreach (var word in Words(prompt))
        {
            if (name.Length > 0 && name.Length + 1 + word.Length > Longest)
            {
                break;
            }

            name.Append(name.Length > 0 ? " " : "").Append(word.Length > Longest ? word[..Longest] : word);
        }

        var number = variant > 0 ? $" {variant + 1}" : "";
        return $"{(name.Length > 0 ? name : "picture")}{number}{FileNames.ExtensionOf(contentType)}";
    }

    private static string[] Words(string prompt) =>
        new string([.. prompt.Select(character => char.IsLetterOrDigit(character) || character is '-' or '\'' ? character : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
