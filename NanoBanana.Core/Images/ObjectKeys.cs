using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;

namespace NanoBanana.Core.Images;

/// <summary>Where bytes lie in the object store: by the original's hash, so equal bytes are stored once and keys spread evenly.</summary>
internal static class ObjectKeys
{
    public static string Original(string sha256) => $"originals/{sha256[..2]}/{sha256}";
    public static string Thumbnail(string sha256) => $"thumbnails/{sha256[..2]}/{sha256}.webp";
    public static string Preview(string sha256) => $"previews/{sha256[..2]}/{sha256}.webp";

    /// <summary>At full size, where browsers do not show the original; made when it is asked for.</summary>
    public static string Display(string sha256) => $"displays/{sha256[..2]}/{sha256}.png";

    /// <summary>A picture that fits into a thumbnail needs no other preview.</summary>
    public static string PreviewOf(ImageRow image) =>
        Math.Max(image.Width, image.Height) <= Limits.ThumbnailEdge ? Thumbnail(image.Sha256) : Preview(image.Sha256);

    /// <summary>What an engine answered, as it came, beside the result that was made of it.</summary>
    public static string Answer(string sha256) => $"answers/{sha256[..2]}/{sha256}";

    /// <summary>The original without its metadata; made when it is asked for.</summary>
    public static string Bare(string sha256) => $"bare/{sha256[..2]}/{sha256}";

    public static IEnumerable<string> All(string sha256) =>
        [Original(sha256), Thumbnail(sha256), Preview(sha256), Display(sha256), Bare(sha256), Answer(sha256)];

    /// <summary>What a store may be told of an object that is copied; what an original is stands in the rows of its images.</summary>
    public static string ContentTypeOf(string key) =>
        key.EndsWith(".webp", StringComparison.Ordinal) ? "image/webp"
        : key.EndsWith(".png", StringComparison.Ordinal) ? ImageTypes.Display
        : "application/octet-stream";
}
