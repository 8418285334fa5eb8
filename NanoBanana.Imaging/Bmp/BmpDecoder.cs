using System.Buffers.Binary;
using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.Headers;

namespace NanoBanana.Imaging.Bmp;

/// <summary>
/// Decodes a BMP to RGB, or to RGBA where any pixel has alpha: many programs leave a channel of zeros that means nothing. libvips has no
/// decoder for it. What is read lies within the file by its header.
/// </summary>
internal static class BmpDecoder
{
    /// <param name="file">A whole file whose header was read.</param>
    public static Raster Decode(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        using var stream = SourceHeader.Open(file);
        var header = BmpHeader.Read(new HeaderCursor(stream));
        var bands = HasAlpha(header, file.Span, cancellationToken) ? 4 : 3;
        var pixels = Raster.Allocate(header.Width, header.Height, bands, 1, ProfileOf(header, file.Span));
        try
        {
            var reader = new BmpRowReader(header, file.Span);
            for (var y = 0; y < header.Height; y++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                reader.Read(RowOf(header, file.Span, y), pixels.Row(y), bands);
            }

            return pixels;
        }
        catch
        {
            pixels.Dispose();
            throw;
        }
    }

    private static byte[]? ProfileOf(BmpHeader header, ReadOnlySpan<byte> file) => header.Profile.Length == 0
        ? null
        : file.Slice((int)header.Profile.Start, (int)header.Profile.Length).ToArray();

    private static bool HasAlpha(BmpHeader header, ReadOnlySpan<byte> file, CancellationToken cancellationToken)
    {
        if (header.Masks.Alpha == 0)
        {
            return false;
        }

        for (var y = 0; y < header.Height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = RowOf(header, file, y);
            for (var x = 0; x < header.Width; x++)
            {
                if ((BmpRowReader.PixelAt(row, x, header.BitsPerPixel) & header.Masks.Alpha) != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> RowOf(BmpHeader header, ReadOnlySpan<byte> file, int y) =>
        file.Slice((int)(header.Pixels + (header.Stride * (header.IsTopDown ? y : header.Height - 1 - y))), (int)header.Stride);
}

/// <summary>From a row of a BMP to channels of one byte.</summary>
internal readonly ref struct BmpRowReader(BmpHeader header, ReadOnlySpan<byte> file)
{
    private readonly ReadOnlySpan<byte> _palette = file.Slice((int)header.Palette.Start, (int)header.Palette.Length);
    private readonly BmpChannel _red = new(header.Masks.Red);
    private readonly BmpChannel _green = new(header.Masks.Green);
    private readonly BmpChannel _blue = new(header.Masks.Blue);
    private readonly BmpChannel _alpha = new(header.Masks.Alpha);

    public static uint PixelAt(ReadOnlySpan<byte> row, int x, int bits) => bits == 16
        ? BinaryPrimitives.ReadUInt16LittleEndian(row[(2 * x)..])
        : BinaryPrimitives.ReadUInt32LittleEndian(row[(4 * x)..]);

    public void Read(ReadOnlySpan<byte> row, Span<byte> target, int bands)
    {
        for (var x = 0; x < header.Width; x++, target = target[bands..])
        {
            if (header.BitsPerPixel <= 8)
            {
                ReadColour(row, x, target);
            }
            else if (header.BitsPerPixel == 24)
            {
                (target[0], target[1], target[2]) = (row[(3 * x) + 2], row[(3 * x) + 1], row[3 * x]);
            }
            else
            {
                ReadChannels(PixelAt(row, x, header.BitsPerPixel), target, bands);
            }
        }
    }

    /// <summary>A number that has no colour in the palette is black.</summary>
    private void ReadColour(ReadOnlySpan<byte> row, int x, Span<byte> target)
    {
        var bits = header.BitsPerPixel;
        var place = x * bits;
        var number = (row[place / 8] >> (8 - bits - (place % 8))) & ((1 << bits) - 1);
        var colour = (number + 1) * header.PaletteEntry <= _palette.Length ? _palette[(number * header.PaletteEntry)..] : [0, 0, 0];
        (target[0], target[1], target[2]) = (colour[2], colour[1], colour[0]);
    }

    private void ReadChannels(uint pixel, Span<byte> target, int bands)
    {
        (target[0], target[1], target[2]) = (_red.Of(pixel), _green.Of(pixel), _blue.Of(pixel));
        if (bands == 4)
        {
            target[3] = _alpha.Of(pixel);
        }
    }
}
