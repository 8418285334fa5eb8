namespace NanoBanana.Core.Imaging;

/// <summary>Makes thumbnails and previews: decodes, scales and encodes.</summary>
internal interface IImageEngine
{
    /// <summary>The name that configuration and logs use: <c>libvips</c> or <c>imagesharp</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Makes one WebP for each edge from one scaled decode: upright, sRGB, the first frame, no metadata, never enlarged.
    /// </summary>
    /// <param name="source">The whole file; its header has been checked with <see cref="ImageHeader"/>.</param>
    /// <param name="edges">Longest edges in pixels, largest first.</param>
    /// <returns>WebP files, in the order of <paramref name="edges"/>.</returns>
    /// <exception cref="CorruptImageException">The file cannot be decoded.</exception>
    Task<IReadOnlyList<byte[]>> MakeRenditionsAsync(
        ReadOnlyMemory<byte> source, IReadOnlyList<int> edges, CancellationToken cancellationToken);
}
