namespace NanoBanana.Imaging.Headers;

/// <summary>Reads bits of AV1 data, the highest of a byte first.</summary>
internal sealed class Av1Bits(byte[] data)
{
    private int _at;

    public bool Flag() => Number(1) != 0;

    public void Skip(int bits) => _at += bits;

    /// <param name="bits">At most 31.</param>
    public int Number(int bits)
    {
        var value = 0;
        for (; bits > 0; bits--, _at++)
        {
            if (_at / 8 >= data.Length)
            {
                throw new BadHeaderException("has a damaged picture");
            }

            value = (value << 1) | ((data[_at / 8] >> (7 - (_at % 8))) & 1);
        }

        return value;
    }

    /// <summary>A number of as many bits as zeros stand before it.</summary>
    public void SkipUvlc()
    {
        var zeros = 0;
        while (!Flag())
        {
            zeros++;
        }

        if (zeros < 32)
        {
            Skip(zeros);
        }
    }
}
