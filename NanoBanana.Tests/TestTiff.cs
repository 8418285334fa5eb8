using System.Buffers.Binary;
using NanoBanana.Imaging.Headers;

namespace NanoBanana.Tests;

/// <summary>TIFF files put together by hand, sound or not.</summary>
internal static class TestTiff
{
    private const int Start = 8;

    /// <summary>A plain RGB picture of one strip.</summary>
    public static Dictionary<TiffTag, long[]> Plain(TestPixels pixels) => new()
    {
        [TiffTag.Width] = [pixels.Width],
        [TiffTag.Height] = [pixels.Height],
        [TiffTag.BitsPerSample] = [8, 8, 8],
        [TiffTag.Compression] = [1],
        [TiffTag.Photometric] = [2],
        [TiffTag.StripOffsets] = [Start],
        [TiffTag.SamplesPerPixel] = [3],
        [TiffTag.RowsPerStrip] = [pixels.Height],
        [TiffTag.StripByteCounts] = [pixels.Bytes.Length],
    };

    /// <summary>The data stand behind the first eight bytes, then the directory and what does not fit into it.</summary>
    /// <param name="next">The place of the next directory.</param>
    public static byte[] File(IReadOnlyDictionary<TiffTag, long[]> entries, byte[] data, bool isBigEndian = false, uint next = 0)
    {
        var place = Start + data.Length + (data.Length & 1);
        var rest = place + 2 + (12 * entries.Count) + 4;
        var file = new byte[rest + (4 * entries.Values.Sum(numbers => numbers.Length))];
        var write = new Writer(file, isBigEndian);
        (isBigEndian ? "MM\0*"u8 : "II*\0"u8).CopyTo(file);
        write.Number(4, (uint)place);
        data.CopyTo(file, Start);
        write.Short(place, (ushort)entries.Count);
        var at = place + 2;
        foreach (var (tag, numbers) in entries.OrderBy(entry => entry.Key))
        {
            write.Short(at, (ushort)tag);
            write.Short(at + 2, 4);
            write.Number(at + 4, (uint)numbers.Length);
            var target = at + 8;
            if (numbers.Length > 1)
            {
                write.Number(at + 8, (uint)rest);
                (target, rest) = (rest, rest + (4 * numbers.Length));
            }

            for (var number = 0; number < numbers.Length; number++)
            {
                write.Number(target + (4 * number), (uint)numbers[number]);
            }

            at += 12;
        }

        write.Number(at, next);
        return file;
    }

    private readonly struct Writer(byte[] file, bool isBigEndian)
    {
        public void Short(int at, ushort number)
        {
            if (isBigEndian)
            {
                BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(at), number);
            }
            else
            {
                BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), number);
            }
        }

        public void Number(int at, uint number)
        {
            if (isBigEndian)
            {
                BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at), number);
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), number);
            }
        }
    }
}
