namespace NanoBanana.Imaging.Editing;

internal enum OutputFormat
{
    Jpeg,
    Png,
    WebP,
}

/// <summary>The format of the result; a JPEG shows white where the picture is transparent.</summary>
internal sealed record Encode(OutputFormat Format) : EditStep;

/// <summary>
/// The result is no larger than that: it is encoded with less quality, and below a quality of 40 with fewer pixels. A PNG becomes a JPEG,
/// or a WebP where it is transparent.
/// </summary>
internal sealed record LimitBytes(long Most) : EditStep;
