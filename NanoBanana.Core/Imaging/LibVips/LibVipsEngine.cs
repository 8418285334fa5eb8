using Microsoft.Extensions.Options;
using NetVips;

namespace NanoBanana.Core.Imaging.LibVips;

/// <summary>Renditions by libvips.</summary>
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
    public async Task<IReadOnlyList<byte[]>> MakeRenditionsAsync(
        ReadOnlyMemory<byte> source, IReadOnlyList<int> edges, CancellationToken cancellationToken) =>
        await DecodeDeadline.RunAsync(
            _options.Deadline, token => Make(source, edges, token), failure => failure is VipsException, cancellationToken);

    private List<byte[]> Make(ReadOnlyMemory<byte> source, IReadOnlyList<int> edges, CancellationToken cancellationToken)
    {
        using var kill = new VipsKillSwitch(cancellationToken);
        var header = SourceHeader.Read(source);
        var image = VipsSource.Open(source, header, edges[0], kill);

        var files = new List<byte[]>(edges.Count);
        foreach (var edge in edges)
        {
            // Each size is made from the one before it, so the file is decoded once.
            var upright = files.Count > 0;
            var size = RenditionSize.Within(header.Width, header.Height, edge);
            image = kill.Watch(upright ? VipsRendition.Scale(image, size) : VipsRendition.ScaleUprightSrgb(image, header, size, kill));
            cancellationToken.ThrowIfCancellationRequested();
            files.Add(Encode(image));
            cancellationToken.ThrowIfCancellationRequested();
        }

        return files;
    }

    private byte[] Encode(Image image) => WebPMetadata.Strip(
        image.WebpsaveBuffer(q: _options.Quality, effort: _options.Effort, keep: Enums.ForeignKeep.None));
}
