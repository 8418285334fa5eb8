namespace NanoBanana.Core.Engines.Remote;

/// <summary>A picture on its way to a provider.</summary>
/// <param name="Width">Pixels, upright.</param>
/// <param name="Height">Pixels, upright.</param>
internal sealed record RemotePicture(ReadOnlyMemory<byte> File, string ContentType, int Width, int Height)
{
    public int Frames { get; init; } = 1;

    public int LongestEdge => Math.Max(Width, Height);

    /// <summary>
    /// Providers take JPEG, PNG and WebP, and need no second frame; a turn that only metadata tells may be overlooked, and where a picture
    /// was taken is nobody's business. Whatever looks like metadata counts: being wrong costs an encoding.
    /// </summary>
    public bool CanBeSentAsItIs => Frames == 1 && IsTaken(ContentType) && !Has("Exif\0\0"u8) && !Has("EXIF"u8) && !Has("eXIf"u8)
        && !Has("http://ns.adobe.com/xap"u8) && !Has("XML:com.adobe.xmp"u8) && !Has("XMP "u8);

    public static bool IsTaken(string contentType) => contentType is "image/jpeg" or "image/png" or "image/webp";

    public string FileName => ContentType switch
    {
        "image/jpeg" => "picture.jpg",
        "image/png" => "picture.png",
        _ => "picture.webp",
    };

    private bool Has(ReadOnlySpan<byte> mark) => File.Span.IndexOf(mark) >= 0;
}
