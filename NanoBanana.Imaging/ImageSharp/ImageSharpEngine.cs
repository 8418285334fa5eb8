using Microsoft.Extensions.Options;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace NanoBanana.Imaging.ImageSharp;

/// <summary>
/// Thumbnails without native code, for machines that libvips does not run on. It decodes at full size, so it needs more time and memory.
/// </summary>
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
    public Task<byte[]> MakeRenditionAsync(ReadOnlyMemory<byte> source, int edge, CancellationToken cancellationToken) =>
        DecodeDeadline.RunAsync(_options.Deadline, token => Make(source, edge, Encode, token), IsDamage, cancellationToken);

    /// <inheritdoc cref="MakeRenditionAsync"/>
    public Task<byte[]> MakeDisplayAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken) => DecodeDeadline.RunAsync(
        _options.Deadline, token => Make(source, int.MaxValue, EncodePng, token), IsDamage, cancellationToken);

    // A managed decoder meets damage with exceptions of many kinds, and cannot be left in a bad state by any of them.
    private static bool IsDamage(Exception failure) => failure is not (CorruptImageException or OutOfMemoryException);

    private byte[] Make(
        ReadOnlyMemory<byte> source, int edge, Func<Image<Rgba32>, byte[]> encode, CancellationToken cancellationToken)
    {
        var header = SourceHeader.Read(source);
        using var image = ImageSharpSource.Open(_configuration, source, header, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        var size = RenditionSize.Within(header.Width, header.Height, edge);
        if (size != new RenditionSize(image.Width, image.Height))
        {
            image.Mutate(context => context.Resize(size.Width, size.Height, KnownResamplers.Lanczos3));
        }

        MatrixProfile.Of(ImageSharpSource.ProfileOf(image, header, source.Span))?.ToSrgb(image);
        var file = encode(image);
        cancellationToken.ThrowIfCancellationRequested();
        return file;
    }

    private byte[] Encode(Image<Rgba32> image) => WebPMetadata.Strip(Save(image, new WebpEncoder
    {
        // ImageSharp's lossy encoder drops the transparency of some pictures.
        FileFormat = IsTransparent(image) ? WebpFileFormatType.Lossless : WebpFileFormatType.Lossy,
        NearLossless = true,
        NearLosslessQuality = _options.Quality,
        Quality = _options.Quality,
        Method = (WebpEncodingMethod)_options.Effort,
    }));

    private static byte[] EncodePng(Image<Rgba32> image) =>
        Save(image, new PngEncoder { ColorType = IsTransparent(image) ? PngColorType.RgbWithAlpha : PngColorType.Rgb });

    private static byte[] Save(Image<Rgba32> image, IImageEncoder encoder)
    {
        image.Metadata.ExifProfile = null;
        image.Metadata.XmpProfile = null;
        image.Metadata.IccProfile = null;
        using var file = new MemoryStream();
        image.Save(file, encoder);
        return file.ToArray();
    }

    private static bool IsTransparent(Image<Rgba32> image)
    {
        var isTransparent = false;
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height && !isTransparent; y++)
            {
                foreach (var pixel in rows.GetRowSpan(y))
                {
                    isTransparent |= pixel.A < byte.MaxValue;
                }
            }
        });
        return isTransparent;
    }
}
