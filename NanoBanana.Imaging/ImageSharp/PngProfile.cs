using System.Buffers.Binary;
using System.IO.Compression;

namespace NanoBanana.Imaging.ImageSharp;

/// <summary>Reads the ICC profile of a PNG, which ImageSharp 2 passes over.</summary>
internal static class PngProfile
{
    private const int Signature = 8;
    private const int Frame = 12;

    // Profiles of displays and cameras have some kilobytes.
    private const int Limit = 4 << 20;

    /// <returns>Null where there is none, or a damaged one.</returns>
    public static byte[]? Of(ReadOnlySpan<byte> png)
    {
        for (var left = png[Signature..]; left.Length >= Frame;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(left);
            if (length > left.Length - Frame || left[4..].StartsWith("IDAT"u8))
            {
                return null;
            }

            if (left[4..].StartsWith("iCCP"u8))
            {
                return Inflate(left.Slice(8, (int)length));
            }

            left = left[((int)length + Frame)..];
        }

        return null;
    }

    /// <param name="chunk">A name that ends with a zero, the method, and the packed profile.</param>
    private static byte[]? Inflate(ReadOnlySpan<byte> chunk)
    {
        var name = chunk.IndexOf((byte)0);
        if (name < 0 || name + 2 > chunk.Length)
        {
            return null;
        }

        try
        {
            using var inflate = new ZLibStream(new MemoryStream(chunk[(name + 2)..].ToArray()), CompressionMode.Decompress);
            var profile = new byte[Limit];
            return profile[..inflate.ReadAtLeast(profile, Limit, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
