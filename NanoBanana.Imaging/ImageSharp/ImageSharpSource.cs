using System.Buffers.Binary;
using NanoBanana.Imaging.Colours;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace NanoBanana.Imaging.ImageSharp;

/// <summary>Opens a file with the decoder of its own format.</summary>
internal static class ImageSharpSource
{
    /// <summary>The first frame, upright, with the numbers that the file holds.</summary>
    /// <exception cref="CorruptImageException">The decoder finds another picture in the file than its header announces.</exception>
    public static Image<Rgba32> Open(
        Configuration configuration, ReadOnlyMemory<byte> file, ImageHeader header, CancellationToken cancellationToken)
    {
        if (header.Format == ImageFormat.Bmp)
        {
            return BmpPicture.Open(configuration, file, cancellationToken);
        }

        JpegEnd.ThrowIfMissing(header.Format, file.Span);
        var frame = header.Format == ImageFormat.WebP ? FirstWebPFrame.Of(file.Span) : null;
        using var stream = SourceHeader.Open(frame?.File ?? (header.Format == ImageFormat.Gif ? Widened(file, header) : file));
        var image = ImageSharpSetup.DecoderOf(header.Format).Decode<Rgba32>(configuration, stream, cancellationToken);
        try
        {
            image = frame is not null ? Alone(image, header, new(frame.X, frame.Y, image.Width, image.Height), cropped: true)
                : header.FirstFrame is { } shown ? Alone(image, header, shown, cropped: false)
                : image;
            return (image.Width, image.Height) == header.Stored
                ? Upright(image, header)
                : throw new CorruptImageException($"its header says {header.Stored}, and its picture is of another size");
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <returns>An ICC profile; null where the numbers are sRGB.</returns>
    public static byte[]? ProfileOf(Image<Rgba32> image, ImageHeader header, ReadOnlySpan<byte> file) =>
        header.Format == ImageFormat.Png
            ? header.Colours is { } colours ? MadeProfile.Of(colours, isGrey: false) : PngProfile.Of(file)
            : image.Metadata.IccProfile?.ToByteArray();

    /// <summary>ImageSharp cuts the first frame of a GIF at the screen, where browsers widen the screen to it.</summary>
    private static ReadOnlyMemory<byte> Widened(ReadOnlyMemory<byte> gif, ImageHeader header)
    {
        const int Screen = 6;
        var widened = gif.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(widened.AsSpan(Screen), (ushort)header.Width);
        BinaryPrimitives.WriteUInt16LittleEndian(widened.AsSpan(Screen + sizeof(ushort)), (ushort)header.Height);
        return widened;
    }

    /// <summary>A frame on a canvas that is transparent wherever the frame is not.</summary>
    /// <param name="cropped">The image is the frame alone, not the canvas with the frame in it.</param>
    private static Image<Rgba32> Alone(Image<Rgba32> image, ImageHeader header, FrameBox frame, bool cropped)
    {
        using (image)
        {
            if (!cropped)
            {
                image.Mutate(context => context.Crop(new Rectangle(frame.X, frame.Y, frame.Width, frame.Height)));
            }

            var canvas = new Image<Rgba32>(header.Width, header.Height);
            canvas.Mutate(context => context.DrawImage(image, new Point(frame.X, frame.Y), opacity: 1));
            canvas.Metadata.IccProfile = image.Metadata.IccProfile;
            return canvas;
        }
    }

    /// <summary>By what the header said, whatever the EXIF says.</summary>
    private static Image<Rgba32> Upright(Image<Rgba32> image, ImageHeader header)
    {
        image.Metadata.ExifProfile = new ExifProfile();
        image.Metadata.ExifProfile.SetValue(ExifTag.Orientation, (ushort)header.Orientation);
        image.Mutate(context => context.AutoOrient());
        return image;
    }
}
