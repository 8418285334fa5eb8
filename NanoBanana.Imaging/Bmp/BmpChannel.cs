using System.Numerics;

namespace NanoBanana.Imaging.Bmp;

/// <summary>Takes one channel out of a pixel and brings it to 0–255.</summary>
internal readonly struct BmpChannel(uint mask)
{
    private readonly uint _mask = mask;
    private readonly int _shift = mask == 0 ? 0 : BitOperations.TrailingZeroCount(mask);
    private readonly int _bits = BitOperations.PopCount(mask);

    public byte Of(uint pixel)
    {
        var value = (pixel & _mask) >> _shift;
        var most = (1u << _bits) - 1;
        return _bits switch
        {
            0 => 0,
            8 => (byte)value,
            > 8 => (byte)(value >> (_bits - 8)),
            _ => (byte)(((value * byte.MaxValue) + (most / 2)) / most),
        };
    }
}
