namespace NanoBanana.Imaging.Headers;

/// <summary>
/// The largest frame that AV1 data may hold, by its sequence headers (AV1 bitstream specification, 5.5). Decoders go by it, whatever
/// the file around it announces.
/// </summary>
internal static class Av1SequenceHeader
{
    private const int SequenceHeader = 1;
    private const int UnitLimit = 1000;
    private const int LongestHeader = 256;

    /// <summary>One size for each sequence header.</summary>
    public static IReadOnlyList<(int Width, int Height)> SizesIn(HeaderCursor cursor, FileRange data)
    {
        var sizes = new List<(int, int)>();
        cursor.Position = data.Start;
        for (var units = 0; cursor.Position < data.End; units++)
        {
            var head = cursor.ReadByte();
            if ((head & 4) != 0)
            {
                cursor.ReadByte();
            }

            var length = (head & 2) != 0 ? ReadLength(cursor) : data.End - cursor.Position;
            var start = cursor.Position;
            if ((head & 0x80) != 0 || length > data.End - start || units == UnitLimit)
            {
                throw new BadHeaderException("has a damaged picture");
            }

            if (((head >> 3) & 15) == SequenceHeader)
            {
                var bytes = new byte[Math.Min(length, LongestHeader)];
                cursor.Read(bytes);
                sizes.Add(Read(new Av1Bits(bytes)));
            }

            cursor.Position = start + length;
        }

        return sizes;
    }

    /// <summary>Seven bits a byte, the lowest first.</summary>
    private static long ReadLength(HeaderCursor cursor)
    {
        var length = 0L;
        for (var shift = 0; shift < 56; shift += 7)
        {
            var part = cursor.ReadByte();
            length |= (long)(part & 0x7F) << shift;
            if ((part & 0x80) == 0)
            {
                return length;
            }
        }

        throw new BadHeaderException("has a damaged picture");
    }

    private static (int Width, int Height) Read(Av1Bits bits)
    {
        bits.Skip(4);
        var isReduced = bits.Flag();
        if (isReduced)
        {
            bits.Skip(5);
        }
        else
        {
            var delay = SkipTiming(bits);
            SkipOperatingPoints(bits, delay);
        }

        var (width, height) = (bits.Number(4) + 1, bits.Number(4) + 1);
        return (bits.Number(width) + 1, bits.Number(height) + 1);
    }

    /// <returns>Bits of a delay of the decoder model; 0 without one.</returns>
    private static int SkipTiming(Av1Bits bits)
    {
        if (!bits.Flag())
        {
            return 0;
        }

        bits.Skip(64);
        if (bits.Flag())
        {
            bits.SkipUvlc();
        }

        if (!bits.Flag())
        {
            return 0;
        }

        var delay = bits.Number(5) + 1;
        bits.Skip(32 + 5 + 5);
        return delay;
    }

    private static void SkipOperatingPoints(Av1Bits bits, int delay)
    {
        var hasInitialDelay = bits.Flag();
        for (var points = bits.Number(5) + 1; points > 0; points--)
        {
            bits.Skip(12);
            if (bits.Number(5) > 7)
            {
                bits.Skip(1);
            }

            if (delay > 0 && bits.Flag())
            {
                bits.Skip((2 * delay) + 1);
            }

            if (hasInitialDelay && bits.Flag())
            {
                bits.Skip(4);
            }
        }
    }
}
