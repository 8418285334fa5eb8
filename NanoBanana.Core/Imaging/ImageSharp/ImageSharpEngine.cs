using Microsoft.Extensions.Options;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace NanoBanana.Core.Imaging.ImageSharp;

/// <summary>
/// Renditions by ImageSharp, for machines without libvips. It does not convert colour profiles: the numbers of a
/// wide-gamut picture are taken as sRGB, so its colours come out somewhat pale.
/// </summary>
internal sealed class ImageSharpEngine(IOptions<ImagingOptions> options) : IImageEngine
{
    private readonly ImagingOptions _options = options.Value;
    private readonly Configuration _configuration = ImageSharpSetup.Create();

    public string Name => ImagingServices.ManagedEngine;

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
        using var image = Decode(source, header, edges[0]);
        cancellationToken.ThrowIfCancellationRequested();
        image.Mutate(context => context.AutoOrient());

        var files = new List<byte[]>(edges.Count);
        foreach (var edge in edges)
        {
            // Each size is made from the one before it, so the file is decoded once.
            var size = RenditionSize.Within(header.Width, header.Height, edge);
            if (size != new RenditionSize(image.Width, image.Height))
            {
                image.Mutate(context => context.Resize(size.Width, size.Height, KnownResamplers.Lanczos3));
            }

            files.Add(Encode(image));
            cancellationToken.ThrowIfCancellationRequested();
        }

        return files;
    }

    private Image<Rgba32> Decode(ReadOnlyMemory<byte> source, ImageHeader header, int edge)
    {
        var decoder = new DecoderOptions
        {
            Configuration = _configuration,
            MaxFrames = 1,
            // A square, because the picture may still lie on its side; left out where it would enlarge.
            TargetSize = Math.Max(header.Width, header.Height) > edge ? new Size(edge, edge) : null,
        };
        return Image.Load<Rgba32>(decoder, source.Span);
    }

    private byte[] Encode(Image<Rgba32> image)
    {
        using var file = new MemoryStream();
        image.Save(file, new WebpEncoder
        {
            FileFormat = WebpFileFormatType.Lossy,
            Quality = _options.Quality,
            Method = (WebpEncodingMethod)_options.Effort,
            SkipMetadata = true,
        });
        return WebPMetadata.Strip(file.ToArray());
    }
}
