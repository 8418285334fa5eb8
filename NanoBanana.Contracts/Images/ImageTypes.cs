namespace NanoBanana.Contracts.Images;

/// <summary>The media types of pictures that are taken in.</summary>
public static class ImageTypes
{
    /// <summary>What a picture is where browsers do not show its original.</summary>
    public const string Display = "image/png";

    /// <summary>All of them; the server judges a file by its content, whatever its sender says.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/bmp", "image/tiff"];

    /// <summary>Whether browsers show such a file; of the others there is a <see cref="ImageVariant.Display"/>.</summary>
    public static bool IsShown(string contentType) => contentType is not ("image/bmp" or "image/tiff");
}
