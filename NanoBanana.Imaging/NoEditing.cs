using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.LibVips;

namespace NanoBanana.Imaging;

/// <summary>Stands where pictures are edited and finished on a machine without libvips: thumbnails are all it can make.</summary>
internal sealed class NoEditing : IPictureEditor, IRasterCodec
{
    public bool IsAvailable => false;

    public Task<EditedPicture> EditAsync(EditProgram program, EditInputs inputs, CancellationToken cancellationToken) => throw Missing();

    public Raster Decode(ReadOnlyMemory<byte> file, CancellationToken cancellationToken) => throw Missing();

    public Raster DecodeInto(byte[]? profile, ReadOnlyMemory<byte> file, CancellationToken cancellationToken) => throw Missing();

    public byte[] EncodeJpeg(Raster pixels, int quality, CancellationToken cancellationToken) => throw Missing();

    public bool IsDamage(Exception failure) => false;

    private static InvalidOperationException Missing() => new($"Pictures cannot be edited here: {LibVipsLibrary.Failure}.");
}
