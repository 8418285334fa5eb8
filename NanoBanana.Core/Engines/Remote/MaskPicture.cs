using System.Buffers.Binary;
using System.IO.Compression;

namespace NanoBanana.Core.Engines.Remote;

/// <summary>
/// A mask as the engines get it, see <see cref="EngineInputs.Mask"/>: read for where it lets the picture change, and written in the form
/// that OpenAI wants.
/// </summary>
internal sealed class MaskPicture(int width, int height, bool[] mayChange)
{
    public int Width => width;

    public int Height => height;

    public bool this[int x, int y] => mayChange[(y * width) + x];

    /// <summary>The smallest box around all that may change, in shares of the sides, or null when nothing may.</summary>
    public (double Left, double Top, double Right, double Bottom)? Box()
    {
        var (left, top, right, bottom) = (width, height, -1, -1);
        for (var at = Array.IndexOf(mayChange, true); at >= 0; at = Array.IndexOf(mayChange, true, at + 1))
        {
            var (y, x) = Math.DivRem(at, width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        }

        return right < 0 ? null : ((double)left / width, (double)top / height, (right + 1.0) / width, (bottom + 1.0) / height);
    }

    /// <summary>The same in another size.</summary>
    public MaskPicture Resize(int newWidth, int newHeight)
    {
        if ((newWidth, newHeight) == (width, height))
        {
            return this;
        }

        var resized = new bool[newWidth * newHeight];
        for (var y = 0; y < newHeight; y++)
        {
            var row = (int)((long)y * height / newHeight) * width;
            for (var x = 0; x < newWidth; x++)
            {
                resized[(y * newWidth) + x] = mayChange[row + (int)((long)x * width / newWidth)];
            }
        }

        return new(newWidth, newHeight, resized);
    }

    /// <summary>A PNG that is transparent where the picture may change and opaque black elsewhere.</summary>
    public byte[] ToAlphaPng()
    {
        using var file = new MemoryStream();
        file.Write(PngChunks.Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, PngChunks.Rgba);
        PngChunks.Write(file, "IHDR"u8, header);
        PngChunks.Write(file, "IDAT"u8, AlphaRows());
        PngChunks.Write(file, "IEND"u8, []);
        return file.ToArray();
    }

    private byte[] AlphaRows()
    {
        using var rows = new MemoryStream();
        using (var deflate = new ZLibStream(rows, CompressionLevel.Fastest))
        {
            var row = new byte[1 + (width * 4)];
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    row[4 + (x * 4)] = (byte)(this[x, y] ? 0 : 255);
                }

                deflate.Write(row);
            }
        }

        return rows.ToArray();
    }
}
