using System.Runtime.InteropServices;
using NanoBanana.Imaging.Compositing;
using NetVips;

namespace NanoBanana.Imaging.LibVips;

/// <summary>Between images of libvips and pixels in memory.</summary>
internal static class VipsPixels
{
    /// <summary>Bytes a band: 1 or 2; no loader that is allowed gives others.</summary>
    public static int DepthOf(Image image) => image.Format switch
    {
        Enums.BandFormat.Uchar => 1,
        Enums.BandFormat.Ushort => 2,
        var other => throw new VipsException($"pixels of the format {other} are not expected"),
    };

    /// <summary>Computes every pixel.</summary>
    public static Raster ToRaster(Image image)
    {
        var depth = DepthOf(image);
        var memory = new Memory(image.WriteToMemory(out _));
        return new Raster(memory.DangerousGetHandle(), image.Width, image.Height, image.Bands, depth, memory)
        {
            Profile = VipsColours.ProfileOf(image),
        };
    }

    /// <param name="pixels">Of one byte a band; they stay where they are until every image that came from this one is disposed.</param>
    public static Image Over(Raster pixels)
    {
        var image = Image.NewFromMemory(
            pixels.Address, (ulong)pixels.Stride * (ulong)pixels.Height, pixels.Width, pixels.Height, pixels.Bands, Enums.BandFormat.Uchar);
        if (pixels.IsGrey)
        {
            return image;
        }

        using (image)
        {
            return image.Copy(interpretation: Enums.Interpretation.Srgb);
        }
    }

    /// <param name="pixels">Rows from the top, bands side by side, one byte each.</param>
    public static Image From(ReadOnlySpan<byte> pixels, int width, int height, int bands) =>
        pixels.Length == (long)width * height * bands
            ? Image.NewFromMemoryCopy(pixels, width, height, bands, Enums.BandFormat.Uchar)
            : throw new ArgumentException("The pixels do not fill the image.", nameof(pixels));

    private sealed class Memory : SafeHandle
    {
        public Memory(nint pixels)
            : base(0, ownsHandle: true) => SetHandle(pixels);

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            NetVips.NetVips.Free(handle);
            return true;
        }
    }
}
