namespace NanoBanana.Core.Imaging.LibVips.Editing;

/// <summary>What changes each pixel by itself.</summary>
internal static class VipsColour
{
    /// <param name="curves">Red, green, blue.</param>
    public static VipsImage Map(VipsWork work, VipsImage image, byte[][] curves)
    {
        var bands = image.Bands;
        var table = new byte[256 * bands];
        for (var value = 0; value < 256; value++)
        {
            for (var band = 0; band < bands; band++)
            {
                table[(value * bands) + band] = band < 3 ? curves[band][value] : (byte)value;
            }
        }

        return work.Run(new VipsOperation("maplut").Set("in", image).Set("lut", work.Keep(VipsImage.FromPixels(table, 256, 1, bands))));
    }

    /// <param name="matrix">Nine numbers, a row for each band.</param>
    public static VipsImage Mix(VipsWork work, VipsImage image, double[] matrix) => work.OnColours(image, colours => work.ToBytes(
        work.Run(new VipsOperation("recomb").Set("in", colours).Set("m", work.Keep(VipsImage.FromMatrix(matrix, 3))))));
}
