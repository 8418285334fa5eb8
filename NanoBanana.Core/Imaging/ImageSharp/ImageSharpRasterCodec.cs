using NanoBanana.Core.Imaging.Finishing;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Metadata.Profiles.Icc;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace NanoBanana.Core.Imaging.ImageSharp;

/// <summary>
/// Pixels in and out by ImageSharp. Greys come as colours, and it does not convert colour profiles: an answer's numbers are taken as the source's.
/// </summary>
internal sealed class ImageSharpRasterCodec : IRasterCodec
{
    private readonly Configuration _configuration = ImageSharpSetup.Create();

    public Raster Decode(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        var header = SourceHeader.Read(file);
        JpegEnd.ThrowIfMissing(header.Format, file.Span);
        var decoder = new DecoderOptions { Configuration = _configuration, MaxFrames = 1 };
        var isWide = header.Format == ImageFormat.Png
            && Image.Identify(decoder, file.Span).Metadata.GetPngMetadata().BitDepth == PngBitDepth.Bit16;
        cancellationToken.ThrowIfCancellationRequested();
        return isWide
            ? Decode<Rgba64, Rgb48>(decoder, file, 2, pixel => pixel.A == ushort.MaxValue, cancellationToken)
            : Decode<Rgba32, Rgb24>(decoder, file, 1, pixel => pixel.A == byte.MaxValue, cancellationToken);
    }

    public Raster DecodeInto(byte[]? profile, ReadOnlyMemory<byte> file, CancellationToken cancellationToken) => Decode(file, cancellationToken);

    public byte[] EncodeJpeg(Raster pixels, int quality, CancellationToken cancellationToken)
    {
        using Image image = pixels.IsGrey
            ? Image.LoadPixelData<L8>(_configuration, pixels.All(), pixels.Width, pixels.Height)
            : Image.LoadPixelData<Rgb24>(_configuration, pixels.All(), pixels.Width, pixels.Height);
        cancellationToken.ThrowIfCancellationRequested();
        image.Metadata.IccProfile = pixels.Profile is { } profile ? new IccProfile(profile) : null;
        using var file = new MemoryStream();
        image.SaveAsJpeg(file, new JpegEncoder
        {
            Quality = quality,
            ColorType = pixels.IsGrey ? JpegEncodingColor.Luminance : JpegEncodingColor.YCbCrRatio444,
        });
        return file.ToArray();
    }

    // A managed decoder meets damage with exceptions of many kinds, and cannot be left in a bad state by any of them.
    public bool IsDamage(Exception failure) => failure is not (CorruptImageException or UnusableMaskException or OutOfMemoryException);

    private static Raster Decode<TPixel, TOpaque>(
        DecoderOptions decoder, ReadOnlyMemory<byte> file, int depth, Predicate<TPixel> isOpaque, CancellationToken cancellationToken)
        where TPixel : unmanaged, IPixel<TPixel>
        where TOpaque : unmanaged, IPixel<TOpaque>
    {
        using var image = Image.Load<TPixel>(decoder, file.Span);
        cancellationToken.ThrowIfCancellationRequested();
        image.Mutate(context => context.AutoOrient());
        if (!IsOpaque(image, isOpaque))
        {
            return Copy(image, 4, depth);
        }

        using var colours = image.CloneAs<TOpaque>();
        return Copy(colours, 3, depth);
    }

    private static Raster Copy<TPixel>(Image<TPixel> image, int bands, int depth)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var raster = Raster.Allocate(image.Width, image.Height, bands, depth, image.Metadata.IccProfile?.ToByteArray());
        image.CopyPixelDataTo(raster.All());
        return raster;
    }

    private static bool IsOpaque<TPixel>(Image<TPixel> image, Predicate<TPixel> isOpaque)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var all = true;
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; all && y < rows.Height; y++)
            {
                foreach (var pixel in rows.GetRowSpan(y))
                {
                    all &= isOpaque(pixel);
                }
            }
        });
        return all;
    }
}
