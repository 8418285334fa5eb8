namespace NanoBanana.Contracts.Images;

/// <summary>Names of image files: they say what they are and can be unpacked anywhere.</summary>
public static class FileNames
{
    private const int NameLength = 80;
    private const string MaskEnding = ".mask.png";

    /// <summary>What a mask of a picture is called; an upload whose name ends so is not counted as a picture.</summary>
    public static string MaskOf(string fileName) => Path.GetFileNameWithoutExtension(fileName) + MaskEnding;

    /// <summary>Whether an upload of this name is a mask.</summary>
    public static bool IsMask(string fileName) => fileName.EndsWith(MaskEnding, StringComparison.Ordinal);

    /// <summary>The name of one of many, such as in a zip.</summary>
    /// <param name="fileName">What it is called.</param>
    /// <param name="contentType">Says how the name ends.</param>
    /// <param name="number">Counted from 1, so that equal names stay apart.</param>
    public static string Numbered(string fileName, string contentType, int number) =>
        $"{number:000}-{Clean(Path.GetFileNameWithoutExtension(fileName))}{ExtensionOf(contentType)}";

    /// <summary>
    /// Letters and digits of any script, and a few signs that mean nothing to any system; at most 80 of them, <c>image</c> where nothing is
    /// left.
    /// </summary>
    public static string Clean(string name)
    {
        var clean = string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or ' ' ? letter : '_')).Trim();
        return clean.Length == 0 ? "image" : clean.Length <= NameLength ? clean : clean[..NameLength].TrimEnd();
    }

    /// <summary>With the dot; nothing for what is no image that is taken here.</summary>
    public static string ExtensionOf(string contentType) => contentType switch
    {
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/webp" => ".webp",
        "image/gif" => ".gif",
        "image/avif" => ".avif",
        "image/bmp" => ".bmp",
        "image/tiff" => ".tif",
        _ => "",
    };
}
