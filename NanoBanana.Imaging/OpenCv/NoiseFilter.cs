using NanoBanana.Imaging.Compositing;
using OpenCvSharp;

namespace NanoBanana.Imaging.OpenCv;

/// <summary>
/// Takes out noise by its measured strength: light by non-local means, which look for the same pattern elsewhere; colour, which noise
/// spoils most and
/// eyes see least sharply, by a blur that stops at edges of light.
/// </summary>
internal static class NoiseFilter
{
    private const int Template = 5;
    private const int Search = 13;
    // Both sides of what is measured.
    private const int Sample = 700;

    /// <param name="pixels">Three bands of one byte; changed in place.</param>
    /// <param name="percent">0–100.</param>
    public static void Apply(Raster pixels, double percent)
    {
        OpenCvLibrary.Require();
        using var picture = CvPixels.Over(pixels);
        using var split = new Mat();
        Cv2.CvtColor(picture, split, ColorConversionCodes.RGB2YCrCb);
        var planes = split.Split();
        try
        {
            var noise = StrengthOf(planes[0]);
            var strength = (float)(noise * percent / 100 * 1.1);
            if (strength < 0.3)
            {
                return;
            }

            using var light = new Mat();
            Cv2.FastNlMeansDenoising(planes[0], light, strength, Template, Search);
            light.CopyTo(planes[0]);
            for (var colour = 1; colour < 3; colour++)
            {
                using var calm = new Mat();
                Cv2.BilateralFilter(planes[colour], calm, 7, Math.Max(6, 3 * strength), 3);
                calm.CopyTo(planes[colour]);
            }

            Cv2.Merge(planes, split);
            Cv2.CvtColor(split, picture, ColorConversionCodes.YCrCb2RGB);
        }
        finally
        {
            foreach (var plane in planes)
            {
                plane.Dispose();
            }
        }
    }

    /// <summary>The deviation of noise, by what is left of a picture when all that is smooth is taken away (Immerkær).</summary>
    private static double StrengthOf(Mat light)
    {
        var side = new Size(Math.Min(light.Cols, Sample), Math.Min(light.Rows, Sample));
        using var middle = new Mat(light, new Rect(new Point((light.Cols - side.Width) / 2, (light.Rows - side.Height) / 2), side));
        using var mask = Mat.FromArray(new float[,] { { 1, -2, 1 }, { -2, 4, -2 }, { 1, -2, 1 } });
        using var rest = new Mat();
        Cv2.Filter2D(middle, rest, MatType.CV_32F, mask);
        using var size = rest.Abs().ToMat();
        // The median looks away from edges, which are not noise: 0.6745 of a deviation, and the mask multiplies it by 6.
        return Median(size) / 0.6745 / 6;
    }

    private static double Median(Mat values)
    {
        values.GetArray(out float[] all);
        Array.Sort(all);
        return all[all.Length / 2];
    }
}
