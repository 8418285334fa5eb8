using NanoBanana.Imaging;
using NanoBanana.Imaging.LibVips;
using NetVips;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>The pictures that the server answers with: it looks at what it got and draws on that, as a model would.</summary>
internal static class ProviderPictures
{
    public const int DriftX = 5;
    public const int DriftY = 3;
    public const int DriftBrightness = 18;

    /// <summary>
    /// The first picture in the size that was asked for with red and blue exchanged; the four quarters when there is none.
    /// </summary>
    /// <param name="drift">Shifted and brightened over all of it, as models do unasked.</param>
    public static TestPixels Draw(byte[]? picture, int width, int height, bool drift)
    {
        var pixels = picture is null ? TestPixels.Quarters(width, height) : Decode(picture, width, height);
        return Change(pixels, drift ? DriftX : 0, drift ? DriftY : 0, drift ? DriftBrightness : 0);
    }

    /// <summary>The middle of a picture on a transparent ground.</summary>
    public static TestPixels CutOut(TestPixels picture)
    {
        var cut = new TestPixels(new byte[picture.Width * picture.Height * 4], picture.Width, picture.Height, 4);
        for (var y = picture.Height / 4; y < picture.Height * 3 / 4; y++)
        {
            for (var x = picture.Width / 4; x < picture.Width * 3 / 4; x++)
            {
                picture.At(x, y)[..3].CopyTo(cut.At(x, y));
                cut.At(x, y)[3] = 255;
            }
        }

        return cut;
    }

    /// <summary>The same on painted squares, as models do that have no transparency.</summary>
    public static TestPixels Checkered(TestPixels picture)
    {
        var cut = CutOut(picture);
        var painted = new TestPixels(new byte[picture.Width * picture.Height * 3], picture.Width, picture.Height, 3);
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                if (cut.At(x, y)[3] == 255)
                {
                    cut.At(x, y)[..3].CopyTo(painted.At(x, y));
                }
                else
                {
                    painted.At(x, y).Fill((byte)(((x / 16) + (y / 16)) % 2 == 0 ? 255 : 204));
                }
            }
        }

        return painted;
    }

    /// <summary>The header of what a client sent, or null when it is no picture.</summary>
    public static ImageHeader? Header(byte[] file) =>
        ImageHeaderReader.Read(new MemoryStream(file)) is ImageHeaderResult.Found found ? found.Header : null;

    private static TestPixels Decode(byte[] picture, int width, int height)
    {
        LibVipsLibrary.Require();
        using var image = Image.ThumbnailBuffer(picture, width, height: height, size: Enums.Size.Force);
        if (image.Bands == 3)
        {
            return TestPixels.Of(image);
        }

        using var colours = image.Colourspace(Enums.Interpretation.Srgb);
        using var three = colours.ExtractBand(0, n: 3);
        return TestPixels.Of(three);
    }

    private static TestPixels Change(TestPixels from, int right, int down, int brighter)
    {
        var to = new TestPixels(new byte[from.Bytes.Length], from.Width, from.Height, from.Bands);
        for (var y = 0; y < to.Height; y++)
        {
            for (var x = 0; x < to.Width; x++)
            {
                var source = from.At(Math.Clamp(x - right, 0, from.Width - 1), Math.Clamp(y - down, 0, from.Height - 1));
                var target = to.At(x, y);
                (target[0], target[1], target[2]) = (Lift(source[2]), Lift(source[1]), Lift(source[0]));
            }
        }

        return to;

        byte Lift(byte value) => (byte)Math.Clamp(value + brighter, 0, 255);
    }
}
