using NanoBanana.Contracts.Edits;

namespace NanoBanana.Imaging.Compositing;

/// <summary>
/// Which pixels of a picture may change: a byte each, 0 where it must not. When a mask of another size is scaled, a pixel may change only
/// if every pixel of the mask that it touches says so: what is marked to stay, stays. A soft mask also says how much a pixel changes.
/// </summary>
internal sealed class ChangeMask(byte[] bytes, int width, int height)
{
    private const byte MayChange = 255;

    private byte[]? _weights;

    public int Width => width;

    public int Height => height;

    /// <summary>What in the file said so.</summary>
    public MaskBasis Basis { get; private init; } = MaskBasis.Brightness;

    /// <summary>How much of it may change, 0–1.</summary>
    public double Share => bytes.Length == 0 ? 0 : 1 - ((double)bytes.AsSpan().Count((byte)0) / bytes.Length);

    /// <summary>Row after row. <see cref="MaskFeathering"/> lowers what may change to how much it changes.</summary>
    public byte[] Bytes => bytes;

    public Span<byte> Row(int y) => bytes.AsSpan(y * width, width);

    public static ChangeMask Everything(int width, int height)
    {
        var all = GC.AllocateUninitializedArray<byte>(width * height);
        all.AsSpan().Fill(MayChange);
        return new ChangeMask(all, width, height);
    }

    /// <summary>
    /// With a pixel that is more transparent than opaque in it, the opaque ones may change; otherwise the light ones (a luma of at least 50
    /// %). How much rises from nothing at 50 % to all at 100 %.
    /// </summary>
    /// <exception cref="UnusableMaskException">Nothing may change.</exception>
    public static ChangeMask From(Raster mask, int width, int height)
    {
        var scaled = MaskLight.Of(mask).Scaled(width, height);
        return scaled.Bytes.AsSpan().ContainsAnyExcept((byte)0) ? scaled.Split() : throw new UnusableMaskException();
    }

    /// <summary>Lowers how much each pixel changes to what a soft mask says; a hard mask says nothing more.</summary>
    public void ApplyWeights()
    {
        for (var at = 0; at < _weights?.Length; at++)
        {
            bytes[at] = Math.Min(bytes[at], _weights[at]);
        }
    }

    /// <summary>What an answer does not show cannot change.</summary>
    public void KeepWithin(Placement placement, int answerWidth, int answerHeight)
    {
        var (left, right) = placement.X.Covered(width, answerWidth);
        var (top, bottom) = placement.Y.Covered(height, answerHeight);
        for (var y = 0; y < height; y++)
        {
            var row = Row(y);
            if (y < top || y >= bottom)
            {
                row.Clear();
                continue;
            }

            row[..left].Clear();
            row[right..].Clear();
        }
    }

    /// <summary>Keeps the weights of a soft mask aside, so that all else sees only where something may change.</summary>
    private ChangeMask Split()
    {
        if (!bytes.AsSpan().ContainsAnyExcept((byte)0, MayChange))
        {
            return this;
        }

        var hard = GC.AllocateUninitializedArray<byte>(bytes.Length);
        for (var at = 0; at < bytes.Length; at++)
        {
            hard[at] = bytes[at] == 0 ? (byte)0 : MayChange;
        }

        return new ChangeMask(hard, width, height) { Basis = Basis, _weights = bytes };
    }

    private ChangeMask Scaled(int toWidth, int toHeight)
    {
        if ((toWidth, toHeight) == (width, height))
        {
            return this;
        }

        var scaled = new ChangeMask(GC.AllocateUninitializedArray<byte>(toWidth * toHeight), toWidth, toHeight) { Basis = Basis };
        var all = new byte[width];
        var (from, to) = (-1, -1);
        for (var y = 0; y < toHeight; y++)
        {
            var (first, end) = Touched(y, height, toHeight);
            if ((first, end) != (from, to))
            {
                (from, to) = (first, end);
                Row(first).CopyTo(all);
                for (var row = first + 1; row < end; row++)
                {
                    Lower(all, Row(row));
                }
            }

            Shrink(all, scaled.Row(y));
        }

        return scaled;
    }

    private static void Lower(Span<byte> all, ReadOnlySpan<byte> row)
    {
        for (var x = 0; x < row.Length; x++)
        {
            all[x] = Math.Min(all[x], row[x]);
        }
    }

    private static void Shrink(ReadOnlySpan<byte> row, Span<byte> to)
    {
        for (var x = 0; x < to.Length; x++)
        {
            var (first, end) = Touched(x, row.Length, to.Length);
            var least = MayChange;
            for (var at = first; at < end; at++)
            {
                least = Math.Min(least, row[at]);
            }

            to[x] = least;
        }
    }

    private static (int First, int End) Touched(int index, int from, int to) =>
        ((int)((long)index * from / to), (int)((((long)(index + 1) * from) + to - 1) / to));

    /// <summary>The mask at its own size.</summary>
    private static class MaskLight
    {
        private const float Half = 127.5f;

        public static ChangeMask Of(Raster mask)
        {
            var bytes = GC.AllocateUninitializedArray<byte>(mask.Width * mask.Height);
            var light = new ChangeMask(bytes, mask.Width, mask.Height);
            if (mask.HasAlpha && Fill(light, mask, (y, values) => mask.ReadBand(y, mask.Bands - 1, values)))
            {
                return new ChangeMask(bytes, mask.Width, mask.Height) { Basis = MaskBasis.Alpha };
            }

            var band = new float[mask.Width];
            Fill(light, mask, (y, values) => Luma(mask, y, values, band));
            return light;
        }

        /// <returns>Whether some pixel may not change.</returns>
        private static bool Fill(ChangeMask light, Raster mask, Action<int, float[]> read)
        {
            var values = new float[mask.Width];
            var some = false;
            for (var y = 0; y < mask.Height; y++)
            {
                read(y, values);
                var row = light.Row(y);
                for (var x = 0; x < row.Length; x++)
                {
                    row[x] = WeightOf(values[x]);
                }

                some |= row.Contains((byte)0);
            }

            return some;
        }

        private static byte WeightOf(float value) => value > Half ? (byte)Math.Clamp(2 * (value - Half), 1, MayChange) : (byte)0;

        private static void Luma(Raster mask, int y, float[] luma, float[] band)
        {
            mask.ReadBand(y, 0, luma);
            if (mask.IsGrey)
            {
                return;
            }

            ReadOnlySpan<float> weights = [0.299f, 0.587f, 0.114f];
            for (var colour = 0; colour < weights.Length; colour++)
            {
                mask.ReadBand(y, colour, band);
                for (var x = 0; x < luma.Length; x++)
                {
                    luma[x] = (colour == 0 ? 0 : luma[x]) + (weights[colour] * band[x]);
                }
            }
        }
    }
}
