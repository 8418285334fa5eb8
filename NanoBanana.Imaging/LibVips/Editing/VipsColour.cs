using System.Numerics;
using NanoBanana.Imaging.Editing.Grading;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>What changes each pixel by itself.</summary>
internal static class VipsColour
{
    /// <param name="curves">Red, green, blue.</param>
    public static Image Map(VipsWork work, Image image, byte[][] curves)
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

        return work.Keep(image.Maplut(work.Keep(VipsPixels.From(table, 256, 1, bands))));
    }

    public static Image Grade(VipsWork work, Image image, Func<Vector3, Vector3> grade) =>
        work.Change(image, ColourCube.Of(grade).Apply);

    /// <param name="matrix">Nine numbers, a row for each band.</param>
    public static Image Mix(VipsWork work, Image image, double[] matrix)
    {
        double[][] rows = [matrix[..3], matrix[3..6], matrix[6..]];
        return work.OnColours(image, colours => work.ToBytes(work.Keep(colours.Recomb(work.Keep(Image.NewFromArray(rows))))));
    }
}
