using System.Runtime.InteropServices;
using NanoBanana.Imaging.LibVips;
using NetVips;

namespace NanoBanana.Tests;

/// <summary>Pixels in memory: rows from the top, one byte a band.</summary>
internal sealed record TestPixels(byte[] Bytes, int Width, int Height, int Bands)
{
    static TestPixels() => LibVipsLibrary.Require();

    public static TestPixels Quarters(int width, int height)
    {
        var pixels = new TestPixels(new byte[width * height * 3], width, height, 3);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var right = x >= width / 2;
                var low = y >= height / 2;
                ReadOnlySpan<byte> colour = (right, low) switch
                {
                    (false, false) => [220, 30, 30],
                    (true, false) => [30, 200, 30],
                    (false, true) => [30, 30, 220],
                    _ => [220, 220, 30],
                };
                colour.CopyTo(pixels.At(x, y));
            }
        }

        return pixels;
    }

    public static TestPixels Photograph(int width, int height)
    {
        var random = new Random(12);
        var pixels = new TestPixels(new byte[width * height * 3], width, height, 3);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var edge = ((x / 180) + (y / 140)) % 3 == 0 ? 35 : 0;
                var noise = random.Next(-14, 15);
                var pixel = pixels.At(x, y);
                pixel[0] = (byte)Math.Clamp((200 * x / width) + edge + noise, 0, 255);
                pixel[1] = (byte)Math.Clamp((180 * y / height) + edge + noise, 0, 255);
                pixel[2] = (byte)Math.Clamp(190 - (120 * (x + y) / (width + height)) + noise, 0, 255);
            }
        }

        return pixels;
    }

    /// <summary>Decodes a file with libvips.</summary>
    public static TestPixels Decode(byte[] file, string loader)
    {
        using var image = (Image)Operation.Call(loader, file);
        return Of(image);
    }

    /// <summary>Computes every pixel; two bytes a band count as two bands.</summary>
    public static TestPixels Of(Image image)
    {
        var pixels = image.WriteToMemory(out var length);
        try
        {
            var bytes = new byte[length];
            Marshal.Copy(pixels, bytes, 0, bytes.Length);
            return new(bytes, image.Width, image.Height, bytes.Length / (image.Width * image.Height));
        }
        finally
        {
            NetVips.NetVips.Free(pixels);
        }
    }

    /// <summary>What libvips can work with; sRGB from three bands on.</summary>
    public Image ToImage()
    {
        using var plain = Image.NewFromMemoryCopy<byte>(Bytes, Width, Height, Bands, Enums.BandFormat.Uchar);
        return plain.Copy(interpretation: Bands < 3 ? Enums.Interpretation.Bw : Enums.Interpretation.Srgb);
    }

    public Span<byte> At(int x, int y) => Bytes.AsSpan(((y * Width) + x) * Bands, Bands);

    /// <summary>The right half becomes transparent.</summary>
    public TestPixels WithAlpha()
    {
        var pixels = new TestPixels(new byte[Width * Height * 4], Width, Height, 4);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                At(x, y).CopyTo(pixels.At(x, y));
                pixels.At(x, y)[3] = (byte)(x < Width / 2 ? 255 : 0);
            }
        }

        return pixels;
    }

    /// <summary>The pixels as a camera stores them, so that the EXIF orientation turns them upright.</summary>
    public TestPixels LaidDown(int orientation)
    {
        var swap = orientation >= 5;
        var stored = new TestPixels(new byte[Bytes.Length], swap ? Height : Width, swap ? Width : Height, Bands);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (right, below) = (Width - 1 - x, Height - 1 - y);
                var (storedX, storedY) = orientation switch
                {
                    2 => (right, y),
                    3 => (right, below),
                    4 => (x, below),
                    5 => (y, x),
                    6 => (y, right),
                    7 => (below, right),
                    8 => (below, x),
                    _ => (x, y),
                };
                At(x, y).CopyTo(stored.At(storedX, storedY));
            }
        }

        return stored;
    }

    public byte[] ToJpeg(int quality, string? profile = null, bool progressive = false)
    {
        using var image = ToImage();
        if (profile is null)
        {
            return image.JpegsaveBuffer(q: quality, interlace: progressive);
        }

        using var converted = image.IccTransform(profile, inputProfile: "srgb");
        return converted.JpegsaveBuffer(q: quality);
    }

    public byte[] ToWebP(bool lossless)
    {
        using var image = ToImage();
        return image.WebpsaveBuffer(lossless: lossless, q: 90);
    }

    public byte[] ToAvif(Action<MutableImage>? change = null)
    {
        using var image = ToImage();
        using var changed = image.Mutate(copy => change?.Invoke(copy));
        return changed.HeifsaveBuffer(q: 90, compression: Enums.ForeignHeifCompression.Av1, effort: 0);
    }

    public byte[] ToTiff(Enums.ForeignTiffCompression compression, Action<MutableImage>? change = null, bool isTiled = false)
    {
        using var image = ToImage();
        using var changed = image.Mutate(copy => change?.Invoke(copy));
        return changed.TiffsaveBuffer(compression: compression, q: 95, tile: isTiled);
    }
}
