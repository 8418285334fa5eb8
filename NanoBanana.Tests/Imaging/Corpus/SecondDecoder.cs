using NanoBanana.Imaging.ImageSharp;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace NanoBanana.Tests.Imaging.Corpus;

/// <summary>Decodes without libvips and without the product's look at the header, and converts colours without littleCMS.</summary>
internal static class SecondDecoder
{
    /// <summary>Upright where it is told to be, sRGB, four bands.</summary>
    /// <param name="profile">The ICC profile that the file was made with.</param>
    public static TestPixels Decode(byte[] file, int orientation = 1, byte[]? profile = null)
    {
        using var image = SixLabors.ImageSharp.Image.Load<Rgba32>(file);
        image.Metadata.ExifProfile = new ExifProfile();
        image.Metadata.ExifProfile.SetValue(ExifTag.Orientation, (ushort)orientation);
        image.Mutate(context => context.AutoOrient());
        MatrixProfile.Of(profile)?.ToSrgb(image);
        var bytes = new byte[image.Width * image.Height * 4];
        image.CopyPixelDataTo(bytes);
        return new(bytes, image.Width, image.Height, 4);
    }
}
