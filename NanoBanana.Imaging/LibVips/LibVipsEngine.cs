using Microsoft.Extensions.Options;
using NetVips;

namespace NanoBanana.Imaging.LibVips;

/// <summary>Thumbnails by libvips.</summary>
internal sealed class LibVipsEngine : IImageEngine
{
    public const string EngineName = "libvips";

    // As files that somebody waits for: 9 would take three times as long for a few percent.
    private const int DisplayCompression = 3;

    private readonly ImagingOptions _options;

    /// <exception cref="InvalidOperationException">libvips cannot be used; the message says what to install.</exception>
    public LibVipsEngine(IOptions<ImagingOptions> options)
    {
        LibVipsLibrary.Require();
        _options = options.Value;
    }

    public string Name => EngineName;

    /// <remarks>
    /// Runs on one thread of the pool until it is done: how many run side by side is the caller's choice.
    /// A file that takes longer than <see cref="ImagingOptions.Deadline"/> counts as corrupt.
    /// </remarks>
    public Task<byte[]> MakeRenditionAsync(ReadOnlyMemory<byte> source, int edge, CancellationToken cancellationToken) =>
        RunAsync(token => Make(source, edge, Encode, token), cancellationToken);

    /// <inheritdoc cref="MakeRenditionAsync"/>
    public Task<byte[]> MakeDisplayAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken) => RunAsync(
        token => Make(source, int.MaxValue, EncodePng, token), cancellationToken);

    private static byte[] EncodePng(Image image) => image.PngsaveBuffer(compression: DisplayCompression, keep: Enums.ForeignKeep.None);

    private Task<byte[]> RunAsync(Func<CancellationToken, byte[]> make, CancellationToken cancellationToken) =>
        DecodeDeadline.RunAsync(_options.Deadline, make, failure => failure is VipsException, cancellationToken);

    private static byte[] Make(ReadOnlyMemory<byte> source, int edge, Func<Image, byte[]> encode, CancellationToken cancellationToken)
    {
        using var kill = new VipsKillSwitch(cancellationToken);
        var header = SourceHeader.Read(source);
        var image = VipsSource.Open(source, header, edge, kill);
        image = kill.Watch(VipsRendition.ScaleUprightSrgb(image, header, RenditionSize.Within(header.Width, header.Height, edge), kill));
        cancellationToken.ThrowIfCancellationRequested();
        var file = encode(image);
        cancellationToken.ThrowIfCancellationRequested();
        return file;
    }

    private byte[] Encode(Image image) => WebPMetadata.Strip(
        image.WebpsaveBuffer(q: _options.Quality, effort: _options.Effort, keep: Enums.ForeignKeep.None));
}
