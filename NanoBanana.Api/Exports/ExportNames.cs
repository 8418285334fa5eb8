using NanoBanana.Core.Images;

namespace NanoBanana.Api.Exports;

/// <summary>Names of files in a zip: they say what they are and can be unpacked anywhere.</summary>
internal static class ExportNames
{
    private const int NameLength = 80;

    /// <param name="number">Counted from 1, so that equal names stay apart.</param>
    public static string Of(ImageRow image, int number) =>
        $"images/{number:000}-{Clean(Path.GetFileNameWithoutExtension(image.FileName))}{ExtensionOf(image.ContentType)}";

    /// <summary>Letters and digits of any script, and a few signs that mean nothing to any system.</summary>
    public static string Clean(string name)
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
