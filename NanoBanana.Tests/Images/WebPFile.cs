using System.Buffers.Binary;
using System.Text;

namespace NanoBanana.Tests.Images;

/// <summary>Reads as much of a WebP file as the tests ask about, without any code of the product.</summary>
internal static class WebPFile
{
    public static (int Width, int Height) Size(byte[] file)
    {
        var (name, data) = Read(file).First();
        return name switch
        {
            "VP8X" => (1 + Three(data.Span[4..]), 1 + Three(data.Span[7..])),
            "VP8L" => Lossless(BinaryPrimitives.ReadUInt32LittleEndian(data.Span[1..])),
            "VP8 " => (
                BinaryPrimitives.ReadUInt16LittleEndian(data.Span[6..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(data.Span[8..]) & 0x3FFF),
            _ => throw new InvalidDataException(name),
        };
    }

    public static IEnumerable<string> Chunks(byte[] file) => Read(file).Select(chunk => chunk.Name);

    private static (int, int) Lossless(uint bits) => (1 + (int)(bits & 0x3FFF), 1 + (int)(bits >> 14 & 0x3FFF));

    private static int Three(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;

    private static IEnumerable<(string Name, ReadOnlyMemory<byte> Data)> Read(byte[] file)
    {
        Assert.Equal("RIFF", Encoding.ASCII.GetString(file, 0, 4));
        Assert.Equal("WEBP", Encoding.ASCII.GetString(file, 8, 4));
        for (var at = 12; at + 8 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4));
            yield return (Encoding.ASCII.GetString(file, at, 4), file.AsMemory(at + 8, length));
            at += 8 + length + (length & 1);
        }
    }
}
