using NanoBanana.Imaging.Bmp;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Metadata.Profiles.Icc;
using SixLabors.ImageSharp.PixelFormats;

namespace NanoBanana.Imaging.ImageSharp;

/// <summary>A BMP by <see cref="BmpDecoder"/>, so that both engines see the same picture.</summary>
internal static class BmpPicture
{
    public static Image<Rgba32> Open(Configuration configuration, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        using var pixels = BmpDecoder.Decode(file, cancellationToken);
        var image = new Image<Rgba32>(configuration, pixels.Width, pixels.Height);
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height; y++)
            {
                var row = rows.GetRowSpan(y);
                var source = pixels.Row(y);
                for (var x = 0; x < row.Length; x++)
                {
                    var pixel = source.Slice(x * pixels.Bands, pixels.Bands);
                    row[x] = new(pixel[0], pixel[1], pixel[2], pixels.HasAlpha ? pixel[3] : byte.MaxValue);
                }
            }
        });
        image.Metadata.IccProfile = pixels.Profile is { } profile ? new IccProfile(profile) : null;
        return image;
    }
}
