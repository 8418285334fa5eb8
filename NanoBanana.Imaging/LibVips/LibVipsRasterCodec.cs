using NanoBanana.Imaging.Compositing;
using NetVips;

namespace NanoBanana.Imaging.LibVips;

/// <summary>Pixels in and out by libvips.</summary>
internal sealed class LibVipsRasterCodec : IRasterCodec
{
    /// <exception cref="InvalidOperationException">libvips cannot be used; the message says what to install.</exception>
    public LibVipsRasterCodec() => LibVipsLibrary.Require();

    public Raster Decode(ReadOnlyMemory<byte> file, CancellationToken cancellationToken) =>
        Decode(file, (image, kill) => VipsPixels.ToRaster(VipsColours.Plain(image, kill)), cancellationToken);

    public Raster DecodeInto(byte[]? profile, ReadOnlyMemory<byte> file, CancellationToken cancellationToken) =>
        Decode(file, (image, kill) => VipsColours.Convert(image, profile, kill, VipsPixels.ToRaster), cancellationToken);

    public byte[] EncodeJpeg(Raster pixels, int quality, CancellationToken cancellationToken)
    {
        using var kill = new VipsKillSwitch(cancellationToken);
        var image = kill.Watch(VipsPixels.Over(pixels));
        var meant = kill.Watch(image.Copy(interpretation: pixels.IsGrey ? Enums.Interpretation.Bw : Enums.Interpretation.Srgb));
        if (pixels.Profile is { } profile)
        {
            meant = kill.Watch(VipsColours.WithProfile(meant, profile));
        }

        return meant.JpegsaveBuffer(q: quality, optimizeCoding: true);
    }

    public bool IsDamage(Exception failure) => failure is VipsException;

    private static Raster Decode(
        ReadOnlyMemory<byte> file, Func<Image, VipsKillSwitch, Raster> compute, CancellationToken cancellationToken)
    {
        using var kill = new VipsKillSwitch(cancellationToken);
        var header = SourceHeader.Read(file);
        var image = VipsOrientation.Upright(VipsSource.Open(file, header, Math.Max(header.Width, header.Height), kill), header, kill);
        cancellationToken.ThrowIfCancellationRequested();
        var pixels = compute(image, kill);
        if (cancellationToken.IsCancellationRequested)
        {
            pixels.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
        }

        return pixels;
    }
}
