using System.Globalization;
using NanoBanana.Contracts;

namespace NanoBanana.Api.Images;

/// <summary>What a tag may be.</summary>
internal static class ImageTags
{
    public static readonly string Rule = string.Create(
        CultureInfo.InvariantCulture,
        $"Give at most {Limits.ImageMaxTags} tags "
        + $"of 1 to {Limits.TagMaxLength} characters each, without line breaks or control characters.");

    /// <returns>The tags in NFC without blanks around them, each once in whatever case; null when one may not be.</returns>
    public static IReadOnlyList<string>? Parse(IReadOnlyList<string?> tags)
    {
        if (tags.Any(tag => tag is null || !IsText(tag)))
        {
            return null;
        }

        var clean = tags.Select(tag => tag!.Trim().Normalize()).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return clean.Count <= Limits.ImageMaxTags && clean.All(tag => tag.Length is > 0 and <= Limits.TagMaxLength) ? clean : null;
    }

    /// <summary>Half of a surrogate pair cannot be normalized.</summary>
    private static bool IsText(string tag) => !tag.Any(char.IsControl) && tag.EnumerateRunes().All(rune => rune.Value != 0xFFFD);
}
