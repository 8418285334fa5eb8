using System.Runtime.InteropServices;

namespace NanoBanana.Imaging;

/// <summary>The header of a file in memory, for engines: they trust no one else's look at it.</summary>
internal static class SourceHeader
{
    /// <exception cref="CorruptImageException">The file is of no accepted format, of a kind that is not decoded, or damaged.</exception>
    public static ImageHeader Read(ReadOnlyMemory<byte> source)
    {
        using var stream = Open(source);
        return ImageHeaderReader.Read(stream) switch
        {
            ImageHeaderResult.Found found => found.Header,
            ImageHeaderResult.Corrupt corrupt => throw new CorruptImageException(corrupt.Reason),
            _ => throw new CorruptImageException("it is not a supported image"),
        };
    }

    public static MemoryStream Open(ReadOnlyMemory<byte> source) => MemoryMarshal.TryGetArray(source, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(source.ToArray(), writable: false);
}
