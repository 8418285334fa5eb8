using System.Buffers.Binary;
using System.Numerics;

namespace NanoBanana.Imaging.Headers;

/// <summary>Which bits of a pixel of 16 or 32 bits are which channel; 0 for a channel that is not there.</summary>
internal readonly record struct BmpMasks(uint Red, uint Green, uint Blue, uint Alpha)
{
    /// <summary>What a picture means that says nothing.</summary>
    public static BmpMasks Of(int bits) =>
        bits == 16 ? new(0x7C00, 0x3E0, 0x1F, 0) : bits == 32 ? new(0xFF0000, 0xFF00, 0xFF, 0) : default;

    /// <param name="isPlain">Red, green and blue are where they always are; alpha is where the field says.</param>
    /// <param name="fields">Four numbers.</param>
    public static BmpMasks Of(int bits, bool isPlain, ReadOnlySpan<byte> fields)
    {
        if (bits is not (16 or 32))
        {
            return default;
        }

        var alpha = BinaryPrimitives.ReadUInt32LittleEndian(fields[12..]);
        var masks = isPlain ? Of(bits) with { Alpha = alpha }
            : new(
                BinaryPrimitives.ReadUInt32LittleEndian(fields), BinaryPrimitives.ReadUInt32LittleEndian(fields[4..]),
                BinaryPrimitives.ReadUInt32LittleEndian(fields[8..]), alpha);
        return masks.MakesSense(bits) ? masks : throw new BadHeaderException("has channels that overlap or have gaps");
    }

    private bool MakesSense(int bits)
    {
        var all = (ulong)Red + Green + Blue + Alpha;
        return IsOneRun(Red) && IsOneRun(Green) && IsOneRun(Blue) && IsOneRun(Alpha)
            && all == (Red | Green | Blue | Alpha) && all >> bits == 0 && (Red | Green | Blue) != 0;
    }

    private static bool IsOneRun(uint mask) =>
        mask == 0 || BitOperations.IsPow2((ulong)(mask >> BitOperations.TrailingZeroCount(mask)) + 1);
}
