using System.Runtime.InteropServices;
using NanoBanana.Imaging.Colours;

namespace NanoBanana.Imaging.Compositing;

/// <summary>
/// The pixels of an upright picture outside the managed heap, where a hundred megabytes come and go at once: rows from the top, bands side
/// by side, each of one byte or of two in the machine's order. Alpha, if any, comes last and is not multiplied in.
/// </summary>
internal sealed unsafe class Raster : IDisposable
{
    private readonly byte* _pixels;
    private readonly IDisposable _owner;

    /// <param name="owner">Keeps the pixels where they are until it is disposed, which this object sees to.</param>
    public Raster(nint pixels, int width, int height, int bands, int depth, IDisposable owner)
    {
        _pixels = (byte*)pixels;
        (_owner, Width, Height, Bands, Depth) = (owner, width, height, bands, depth);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha.</summary>
    public int Bands { get; }

    /// <summary>Bytes a band: 1 or 2.</summary>
    public int Depth { get; }

    /// <summary>The ICC profile that gives the numbers their meaning; null is sRGB.</summary>
    public byte[]? Profile { get; init; }

    /// <summary>What the numbers mean when they become those of colours; null is sRGB.</summary>
    public byte[]? ProfileInColour => IsGrey && Profile is { } grey ? MadeProfile.InColour(grey) : Profile;

    public bool IsGrey => Bands < 3;

    public bool HasAlpha => Bands is 2 or 4;

    public int Stride => Width * Bands * Depth;

    public nint Address => (nint)_pixels;

    public static Raster Allocate(int width, int height, int bands, int depth, byte[]? profile = null)
    {
        var memory = new Block((nuint)width * (nuint)height * (nuint)(bands * depth));
        return new Raster(memory.DangerousGetHandle(), width, height, bands, depth, memory) { Profile = profile };
    }

    public Span<byte> Row(int y) => new(_pixels + ((long)y * Stride), Stride);

    public Span<byte> All() => new(_pixels, checked(Stride * Height));

    /// <summary>One band of one row as numbers from 0 to 255, with fractions where there are two bytes.</summary>
    public void ReadBand(int y, int band, Span<float> values)
    {
        var row = Row(y);
        if (Depth == 1)
        {
            for (int x = 0, at = band; x < Width; x++, at += Bands)
            {
                values[x] = row[at];
            }

            return;
        }

        var wide = MemoryMarshal.Cast<byte, ushort>(row);
        for (int x = 0, at = band; x < Width; x++, at += Bands)
        {
            values[x] = wide[at] * (255f / 65535f);
        }
    }

    public void Dispose() => _owner.Dispose();

    private sealed class Block : SafeHandle
    {
        public Block(nuint length)
            : base(0, ownsHandle: true) => SetHandle((nint)NativeMemory.Alloc(length));

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            NativeMemory.Free((void*)handle);
            return true;
        }
    }
}
