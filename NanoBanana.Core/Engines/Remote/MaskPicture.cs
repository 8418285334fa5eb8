using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Core.Engines.Remote;

/// <summary>
/// A mask as the engines get it, see <see cref="EngineInputs.Mask"/>: read for where it lets the picture change, and written in the form
/// that OpenAI wants.
/// </summary>
internal sealed class MaskPicture(int width, int height, bool[] mayChange)
{
    public int Width => width;

    public int Height => height;

    public bool this[int x, int y] => mayChange[(y * width) + x];

    /// <param name="mask">Brightness in its first band; alpha means nothing.</param>
    public static MaskPicture Of(Raster mask)
    {
        var mayChange = new bool[checked(mask.Width * mask.Height)];
        var light = new float[mask.Width];
        for (var y = 0; y < mask.Height; y++)
        {
            mask.ReadBand(y, 0, light);
            for (var x = 0; x < light.Length; x++)
            {
                mayChange[(y * mask.Width) + x] = light[x] > 0;
            }
        }

        return new(mask.Width, mask.Height, mayChange);
    }

    /// <summary>The smallest box around all that may change, in shares of the sides, or null when nothing may.</summary>
    public (double Left, double Top, double Right, double Bottom)? Box()
    {
        var (left, top, right, bottom) = (width, height, -1, -1);
        for (var at = Array.IndexOf(mayChange, true); at >= 0; at = Array.IndexOf(mayChange, true, at + 1))
        {
            var (y, x) = Math.DivRem(at, width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        }

        return right < 0 ? null : ((double)left / width, (double)top / height, (right + 1.0) / width, (bottom + 1.0) / height);
    }

    /// <summary>The same in another size.</summary>
    public MaskPicture Resize(int newWidth, int newHeight)
    {
        if ((newWidth, newHeight) == (width, height))
        {
            return this;
        }

        var resized = new bool[newWidth * newHeight];
        for (var y = 0; y < newHeight; y++)
        {
            var row = (int)((long)y * height / newHeight) * width;
            for (var x = 0; x < newWidth; x++)
            {
                resized[(y * newWidth) + x] = mayChange[row + (int)((long)x * width / newWidth)];
            }
        }

        return new(newWidth, newHeight, resized);
    }

    /// <summary>A PNG that is transparent where the picture may change and opaque black elsewhere.</summary>
    public byte[] ToAlphaPng()
    {
        using var file = new MemoryStream();
        using var png = new PngWriter(file, width, height, bands: 4, depth: 1, profile: null);
        var row = new byte[width * 4];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                row[3 + (x * 4)] = (byte)(this[x, y] ? 0 : 255);
            }

            png.WriteRow(row);
        }

        png.Finish();
        return file.ToArray();
    }
}
