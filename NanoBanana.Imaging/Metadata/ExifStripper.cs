using NanoBanana.Imaging.Headers;

namespace NanoBanana.Imaging.Metadata;

/// <summary>EXIF that says which way is up, and nothing else.</summary>
internal static class ExifStripper
{
    public const int Length = 26;

    /// <returns>1–8; 1 where <paramref name="tiff"/> says nothing.</returns>
    public static int OrientationOf(ReadOnlySpan<byte> tiff)
    {
        if (tiff.StartsWith("Exif\0\0"u8))
        {
            tiff = tiff[6..];
        }

        return ExifOrientation.Read(new HeaderCursor(new MemoryStream(tiff.ToArray())), tiff.Length);
    }

    /// <summary>One directory with one entry, big-endian.</summary>
    public static byte[] Of(int orientation) =>
        [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
}
