using NanoBanana.Core.Imaging.Finishing;

namespace NanoBanana.Core.Imaging.LibVips;

/// <summary>Pixels in and out by libvips.</summary>
internal sealed class LibVipsRasterCodec : IRasterCodec
{
    private const string Orientation = "orientation";

    /// <exception cref="InvalidOperationException">libvips cannot be used; the message says what to install.</exception>
    public LibVipsRasterCodec() => LibVipsLibrary.Require();

    public Raster Decode(ReadOnlyMemory<byte> file, CancellationToken cancellationToken) => Decode(
        file,
        (image, kill) => image.Interpretation switch
        {
            VipsInterpretation.Grey or VipsInterpretation.Grey16 or VipsInterpretation.Srgb or VipsInterpretation.Rgb16 => image,
            _ => kill.Watch(VipsRendition.ToSrgb(image)),
        },
        cancellationToken);

    public Raster DecodeInto(byte[]? profile, ReadOnlyMemory<byte> file, CancellationToken cancellationToken) =>
        Decode(file, (image, kill) => VipsColours.Convert(image, profile, kill), cancellationToken);

    public byte[] EncodeJpeg(Raster pixels, int quality, CancellationToken cancellationToken)
    {
        using var kill = new VipsKillSwitch(cancellationToken);
        var image = kill.Watch(VipsImage.Over(pixels.Address, pixels.Width, pixels.Height, pixels.Bands));
        using var copy = new VipsOperation("copy").Set("in", image)
            .Set("interpretation", pixels.IsGrey ? VipsInterpretation.Grey : VipsInterpretation.Srgb);
        var meant = kill.Watch(copy.ToImage());
        if (pixels.Profile is { } profile)
        {
            meant.SetBlob(VipsColours.Profile, profile);
        }

        using var save = new VipsOperation("jpegsave_buffer").Set("in", meant).Set("Q", quality).Set("optimize_coding", true);
        return save.ToBytes();
    }

    public bool IsDamage(Exception failure) => failure is VipsException;

    private static Raster Decode(
        ReadOnlyMemory<byte> file, Func<VipsImage, VipsKillSwitch, VipsImage> convert, CancellationToken cancellationToken)
    {
        using var bytes = new PinnedBytes(file);
        using var kill = new VipsKillSwitch(cancellationToken);
        var header = SourceHeader.Read(file);
        var image = kill.Watch(VipsSource.Open(bytes, header, Math.Max(header.Width, header.Height)));
        if (image.Has(Orientation))
        {
            // Turning needs all of it.
            var whole = kill.Watch(image.ToMemory());
            using var turn = new VipsOperation("autorot").Set("in", whole);
            image = kill.Watch(turn.ToImage());
        }

        var converted = convert(image, kill);
        cancellationToken.ThrowIfCancellationRequested();
        var pixels = converted.ToMemory();
        cancellationToken.ThrowIfCancellationRequested();
        return new Raster(pixels.Data, pixels.Width, pixels.Height, pixels.Bands, pixels.BytesPerBand, pixels)
        {
            Profile = pixels.BlobOf(VipsColours.Profile),
        };
    }
}
