using NanoBanana.Contracts.Images;

namespace NanoBanana.Web.Images;

/// <summary>Names of files in a zip: they say what they are and can be unpacked anywhere.</summary>
internal static class ZipNames
{
    private const int NameLength = 80;

    /// <param name="image">What it names.</param>
    /// <param name="number">Counted from 1, so that equal names stay apart.</param>
    public static string Of(Image image, int number) => $"{number:000}-{Clean(Path.GetFileNameWithoutExtension(image.FileName))}{ExtensionOf(image.ContentType)}";

    /// <summary>Letters and digits of any script, and a few signs that mean nothing to any system.</summary>
    private static string Clean(string name)
    {
        var clean = string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or ' ' ? letter : '_')).Trim();
        return clean.Length == 0 ? "image" : clean.Length <= NameLength ? clean : clean[..NameLength].TrimEnd();
    }

    private static string ExtensionOf(string contentType) => contentType switch
    {
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/webp" => ".webp",
        "image/gif" => ".gif",
        _ => "",
    };
}
