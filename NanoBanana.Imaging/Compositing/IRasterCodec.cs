namespace NanoBanana.Imaging.Compositing;

/// <summary>Files to pixels and back.</summary>
internal interface IRasterCodec
{
    /// <summary>
    /// The first frame, upright, with the file's own numbers: 8 or 16 bits, grey or colour, alpha as it is, its profile beside it. Only
    /// what is neither grey nor RGB (CMYK) is converted, to sRGB.
    /// </summary>
    Raster Decode(ReadOnlyMemory<byte> file, CancellationToken cancellationToken);

    /// <summary>The same, but converted to what the numbers of <paramref name="profile"/> mean; null is sRGB.</summary>
    Raster DecodeInto(byte[]? profile, ReadOnlyMemory<byte> file, CancellationToken cancellationToken);

    /// <param name="pixels">Grey or colour of one byte a band, without alpha.</param>
    byte[] EncodeJpeg(Raster pixels, int quality, CancellationToken cancellationToken);

    /// <summary>Whether an exception means that the file is at fault.</summary>
    bool IsDamage(Exception failure);
}
