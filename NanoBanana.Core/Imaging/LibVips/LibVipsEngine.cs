using Microsoft.Extensions.Options;
using NetVips;

namespace NanoBanana.Core.Imaging.LibVips;

/// <summary>Thumbnails by libvips.</summary>
internal sealed class LibVipsEngine : IImageEngine
{
    public const string EngineName = "libvips";

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
        DecodeDeadline.RunAsync(_options.Deadline, token => Make(source, edge, token), failure => failure is VipsException, cancellationToken);

    private byte[] Make(ReadOnlyMemory<byte> source, int edge, CancellationToken cancellationToken)
    {
        using var kill = new VipsKillSwitch(cancellationToken);
        var header = SourceHeader.Read(source);
        var image = VipsSource.Open(source, header, edge, kill);
        image = kill.Watch(VipsRendition.ScaleUprightSrgb(image, header, RenditionSize.Within(header.Width, header.Height, edge), kill));
        cancellationToken.ThrowIfCancellationRequested();
        var file = Encode(image);
        cancellationToken.ThrowIfCancellationRequested();
        return file;
    }

    private byte[] Encode(Image image) => WebPMetadata.Strip(
        image.WebpsaveBuffer(q: _options.Quality, effort: _options.Effort, keep: Enums.ForeignKeep.None));
}
