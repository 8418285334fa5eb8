using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.Extensions.AI;

namespace NanoBanana.Core.Engines.Remote;

/// <summary>Reads the masks that the product makes itself: PNG, eight bits a channel, not interlaced; brightness is in the first channel.</summary>
internal static class MaskReader
{
    /// <exception cref="EngineException">It is another kind of file, or damaged.</exception>
    public static MaskPicture? Read(DataContent? mask)
    {
        try
        {
            return mask is null ? null : Read(mask.Data.Span);
        }
        catch (Exception bad) when (bad is InvalidDataException or EndOfStreamException or OverflowException)
        {
            throw RemoteProblems.InputUnreadable(bad);
        }
    }

    private static MaskPicture Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(PngChunks.Signature))
        {
            throw new InvalidDataException("The mask is not a PNG.");
        }

        int width = 0, height = 0, channels = 0;
        using var packed = new MemoryStream();
        for (var rest = file[PngChunks.Signature.Length..]; rest.Length >= 12;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            if (length < 0 || length > rest.Length - 12)
            {
                throw new InvalidDataException("The mask is cut short.");
            }

            var data = rest.Slice(8, length);
            if (rest[4..].StartsWith("IHDR"u8))
            {
                (width, height, channels) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]), Channels(data));
            }
            else if (rest[4..].StartsWith("IDAT"u8))
            {
                packed.Write(data);
            }

            rest = rest[(length + 12)..];
        }

        packed.Position = 0;
        using var rows = new ZLibStream(packed, CompressionMode.Decompress);
        return new(width, height, Unfilter(rows, width, height, channels));
    }

    private static int Channels(ReadOnlySpan<byte> header) => (header[8], header[9], header[12]) switch
    {
        (8, 0, 0) => 1,
        (8, 2, 0) => 3,
        (8, 4, 0) => 2,
        (8, PngChunks.Rgba, 0) => 4,
        _ => throw new InvalidDataException("The mask is a PNG of another kind."),
    };

    /// <summary>Undoes the prediction of each row from its left and upper neighbours.</summary>
    private static bool[] Unfilter(Stream rows, int width, int height, int channels)
    {
        var mayChange = new bool[checked(width * height)];
        var stride = width * channels;
        var (row, above) = (new byte[stride], new byte[stride]);
        for (var y = 0; y < height; y++)
        {
            var filter = rows.ReadByte();
            rows.ReadExactly(row);
            for (var i = 0; i < stride; i++)
            {
                int left = i >= channels ? row[i - channels] : 0;
                int corner = i >= channels ? above[i - channels] : 0;
                row[i] += (byte)(filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => above[i],
                    3 => (left + above[i]) / 2,
                    4 => Paeth(left, above[i], corner),
                    _ => throw new InvalidDataException("The mask has a row that makes no sense."),
                });
            }

            for (var x = 0; x < width; x++)
            {
                mayChange[(y * width) + x] = row[x * channels] > 0;
            }

            (row, above) = (above, row);
        }

        return mayChange;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
