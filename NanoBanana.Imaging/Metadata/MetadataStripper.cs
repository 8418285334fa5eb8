namespace NanoBanana.Imaging.Metadata;

/// <summary>
/// A picture's file without what it says beside the picture: where and when it was taken, with what, by whom, an earlier version of it.
/// The pixels are not decoded, so they stay as they are; colour profile and which way is up are kept. What is behind the picture's
/// end, or not known to be part of it, goes.
/// </summary>
internal static class MetadataStripper
{
    /// <param name="file">A whole JPEG, PNG, WebP, GIF or AVIF; one that is cut short is copied up to there. Of BMP and TIFF there is a
    /// display file without metadata instead.</param>
    public static byte[] From(byte[] file)
    {
        var bare = new MemoryStream(file.Length + ExifStripper.Length + 32);
        if (file.AsSpan().StartsWith("GIF8"u8))
        {
            GifStripper.Write(file, bare);
        }
        else if (file.AsSpan().StartsWith("RIFF"u8))
        {
            WebPStripper.Write(file, bare);
        }
        else if (file.AsSpan(Math.Min(4, file.Length)).StartsWith("ftyp"u8))
        {
            AvifStripper.Write(file, bare);
        }
        else if (file.AsSpan().StartsWith((byte[])[0x89, (byte)'P']))
        {
            PngStripper.Write(file, bare);
        }
        else
        {
            JpegStripper.Write(file, bare);
        }

        return bare.ToArray();
    }
}
