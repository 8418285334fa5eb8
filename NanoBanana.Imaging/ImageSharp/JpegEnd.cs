namespace NanoBanana.Imaging.ImageSharp;

/// <summary>ImageSharp fills the rest of a JPEG that was cut short with grey; such a file is refused instead.</summary>
internal static class JpegEnd
{
    private static ReadOnlySpan<byte> EndOfImage => [0xFF, 0xD9];

    private static ReadOnlySpan<byte> StartOfScan => [0xFF, 0xDA];

    public static void ThrowIfMissing(ImageFormat format, ReadOnlySpan<byte> source)
    {
        // Neither marker can occur in compressed data. An embedded thumbnail ends before the last scan starts.
        if (format == ImageFormat.Jpeg && source.LastIndexOf(EndOfImage) < source.LastIndexOf(StartOfScan))
        {
            throw new CorruptImageException("the JPEG ends before its picture does");
        }
    }
}
