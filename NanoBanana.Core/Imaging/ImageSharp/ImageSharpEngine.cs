using Microsoft.Extensions.Options;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace NanoBanana.Core.Imaging.ImageSharp;

/// <summary>Renditions without native code, for machines that libvips does not run on. It decodes at full size, so it needs more time and memory.</summary>
internal sealed class ImageSharpEngine(IOptions<ImagingOptions> options) : IImageEngine
{
    public const string EngineName = "imagesharp";

    private readonly ImagingOptions _options = options.Value;
    private readonly Configuration _configuration = ImageSharpSetup.Create();

    public string Name => EngineName;

    /// <remarks>
    /// Runs on one thread of the pool until it is done: how many run side by side is the caller's choice.
    /// A file that takes longer than <see cref="ImagingOptions.Deadline"/> counts as corrupt.
    /// </remarks>
    public async Task<IReadOnlyList<byte[]>> MakeRenditionsAsync(
        ReadOnlyMemory<byte> source, IReadOnlyList<int> edges, CancellationToken cancellationToken) =>
        await DecodeDeadline.RunAsync(_options.Deadline, token => Make(source, edges, token), IsDamage, cancellationToken);

    // A managed decoder meets damage with exceptions of many kinds, and cannot be left in a bad state by any of them.
    private static bool IsDamage(Exception failure) => failure is not (CorruptImageException or OutOfMemoryException);

    private List<byte[]> Make(ReadOnlyMemory<byte> source, IReadOnlyList<int> edges, CancellationToken cancellationToken)
    {
        var header = SourceHeader.Read(source);
        JpegEnd.ThrowIfMissing(header.Format, source.Span);
        using var image = Decode(source, header, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        var files = new List<byte[]>(edges.Count);
        foreach (var edge in edges)
        {
            // Each size is made from the one before it, so the file is decoded once.
            var size = RenditionSize.Within(header.Width, header.Height, edge);
            if (size != new RenditionSize(image.Width, image.Height))
            {
                image.Mutate(context => context.Resize(size.Width, size.Height, KnownResamplers.Lanczos3));
            }

            if (files.Count == 0)
            {
                MatrixProfile.Of(image.Metadata.IccProfile?.ToByteArray())?.ToSrgb(image);
            }

            files.Add(Encode(image));
            cancellationToken.ThrowIfCancellationRequested();
        }

        return files;
    }

    /// <summary>The first frame, upright, with the numbers that the file holds.</summary>
    private Image<Rgba32> Decode(ReadOnlyMemory<byte> source, ImageHeader header, CancellationToken cancellationToken)
    {
        var frame = header.Format == ImageFormat.WebP ? FirstWebPFrame.Of(source.Span) : null;
        using var stream = SourceHeader.Open(frame?.File ?? source);
        var image = ImageSharpSetup.DecoderOf(header.Format).Decode<Rgba32>(_configuration, stream, cancellationToken);
        if (frame is not null)
        {
            image = OnCanvas(image, frame, header);
        }

        image.Mutate(context => context.AutoOrient());
        return image;
    }

    private Image<Rgba32> OnCanvas(Image<Rgba32> image, FirstWebPFrame frame, ImageHeader header)
    {
        if ((image.Width, image.Height) == (header.Width, header.Height))
        {
            return image;
        }

        using (image)
        {
            var canvas = new Image<Rgba32>(_configuration, header.Width, header.Height);
            canvas.Mutate(context => context.DrawImage(image, new Point(frame.X, frame.Y), opacity: 1));
            canvas.Metadata.IccProfile = image.Metadata.IccProfile;
            return canvas;
        }
    }

    private byte[] Encode(Image<Rgba32> image)
    {
        image.Metadata.ExifProfile = null;
        image.Metadata.XmpProfile = null;
        image.Metadata.IccProfile = null;
        using var file = new MemoryStream();
        image.Save(file, new WebpEncoder
        {
            FileFormat = WebpFileFormatType.Lossy,
            Quality = _options.Quality,
            Method = (WebpEncodingMethod)_options.Effort,
        });
        return WebPMetadata.Strip(file.ToArray());
    }
}
