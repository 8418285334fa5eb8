using System.Collections.Frozen;
using System.Text;

namespace NanoBanana.Core.Accounts;

/// <summary>Names that look alike, by the skeletons of Unicode Technical Standard 39 (section 4).</summary>
internal static class Confusables
{
    private const string Resource = "NanoBanana.Core.Accounts.confusables.txt";
    private static readonly Lazy<FrozenDictionary<Rune, string>> Seen = new(Read);

    /// <summary>What a name looks like: names with one skeleton cannot be told apart. It is no name and is never shown.</summary>
    public static string Look(string name)
    {
        var skeleton = new StringBuilder(name.Length);
        foreach (var rune in name.Normalize(NormalizationForm.FormKC).Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            skeleton.Append(Seen.Value.TryGetValue(rune, out var seen) ? seen : rune.ToString());
        }

        return NameKeys.Fold(skeleton.ToString().Normalize(NormalizationForm.FormD));
    }

    private static FrozenDictionary<Rune, string> Read()
    {
        using var reader = new StreamReader(typeof(Confusables).Assembly.GetManifestResourceStream(Resource)!);
        return reader.ReadToEnd().Split('\n').Where(line => line.Contains('\t'))
            .Select(line => line.TrimEnd('\r').Split('\t'))
            .SelectMany(parts => parts[1].EnumerateRunes().Select(rune => (rune, parts[0])))
            .ToFrozenDictionary(pair => pair.rune, pair => pair.Item2);
    }
}
