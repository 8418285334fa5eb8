namespace NanoBanana.Imaging;

/// <summary>Makes thumbnails and previews: decodes, scales and encodes.</summary>
internal interface IImageEngine
{
    /// <summary>The name that configuration and logs use: <c>libvips</c> or <c>imagesharp</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Makes a WebP from a scaled decode: upright, sRGB, the first frame, no metadata, never enlarged.
    /// </summary>
    /// <param name="source">The whole file; its header has been checked with <see cref="ImageHeader"/>.</param>
    /// <param name="edge">Its longest edge in pixels.</param>
    /// <exception cref="CorruptImageException">The file cannot be decoded.</exception>
    Task<byte[]> MakeRenditionAsync(ReadOnlyMemory<byte> source, int edge, CancellationToken cancellationToken);

    /// <summary>Makes a PNG at full size, where browsers do not show the format: upright, sRGB, 8 bits, no metadata.</summary>
    /// <inheritdoc cref="MakeRenditionAsync"/>
    Task<byte[]> MakeDisplayAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken);
}
