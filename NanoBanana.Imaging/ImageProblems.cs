using NanoBanana.Contracts;

namespace NanoBanana.Imaging;

/// <summary>Every problem that an image itself can have, with its stable code.</summary>
internal static class ImageProblems
{
    public const string TooManyBytes = "too-many-bytes";
    public const string NotAnImage = "not-an-image";
    public const string EmptyFile = "empty-file";
    public const string UnsupportedKind = "unsupported-kind";
    public const string Heic = "heic";
    public const string CorruptImage = "corrupt-image";
    public const string TooManyPixels = "too-many-pixels";
    public const string TooManyFrames = "too-many-frames";
    public const string HoldsAnotherFile = "holds-another-file";
    public const string Malware = "malware";

    public static Problem Bytes(long limit) => new(
        TooManyBytes, "The file is too large",
        $"It may have at most {limit / (double)(1 << 20):0.##} MB. Export it smaller and try again.");

    /// <param name="reason">A sentence, such as <c>The BMP is compressed in a way that is not supported.</c></param>
    public static Problem Unsupported(string reason) => new(
        UnsupportedKind, "The picture is of a kind that cannot be read here", $"{reason} Export it as JPEG or PNG and upload the copy.");

    /// <param name="kind">With its article, such as <c>a ZIP archive</c>.</param>
    public static Problem PolyglotDetector(string kind) => new(
        HoldsAnotherFile, "The file is not only an image",
        $"It also holds {kind}. Export the picture from an image program and upload the copy.");

    public static Problem Infected() => new(
        Malware, "The file contains malware",
        "The virus scanner recognised it, and nothing was stored. Scan your device and choose another file.");

    /// <param name="reason">Half a sentence, such as <c>the PNG ends inside its header</c>.</param>
    public static Problem Corrupt(string reason) => new(
        CorruptImage, "The image is damaged", $"It cannot be read: {reason}. Export it again and upload the copy.");

    public static Problem Pixels(ImageHeader header, long limit) => new(
        TooManyPixels, "The image has too many pixels",
        $"It is {header.Width} × {header.Height}; at most {limit / 1e6:0.##} megapixels are accepted. Scale it down and try again.");

    public static Problem Side(ImageHeader header, int limit) => new(
        TooManyPixels, "The image has too many pixels",
        $"It is {header.Width} × {header.Height}; no side may be longer than {limit} pixels. Scale it down and try again.");

    public static Problem Frames(ImageHeader header, long limit) => new(
        TooManyFrames, "The animation has too many frames",
        $"It has {header.Frames} frames of {header.Width} × {header.Height}; "
        + $"together they may have at most {limit / 1e6:0.##} megapixels.");
}
