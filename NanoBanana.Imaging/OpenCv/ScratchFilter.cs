using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.Editing;
using OpenCvSharp;

namespace NanoBanana.Imaging.OpenCv;

/// <summary>Fills scratches, wires and spots from both sides (Telea's inpainting).</summary>
internal static class ScratchFilter
{
    /// <param name="pixels">Three bands of one byte; changed in place.</param>
    /// <param name="box">What is looked at: the scratch and some room.</param>
    /// <param name="thickness">Of the scratch, in pixels.</param>
    public static void Apply(Raster pixels, Raster marks, Box box, double thickness)
    {
        var part = new Rect(box.X, box.Y, box.Width, box.Height);
        using var all = CvPixels.Over(pixels);
        using var allMarks = CvPixels.Over(marks);
        using var picture = new Mat(all, part);
        using var mask = new Mat(allMarks, part).Threshold(127, 255, ThresholdTypes.Binary);
        // A scratch has soft edges of its own colour.
        using var wide = mask.Dilate(Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size(3, 3)));
        using var filled = new Mat();
        Cv2.Inpaint(picture, wide, filled, Math.Max(3, thickness), InpaintTypes.Telea);
        filled.CopyTo(picture, mask);
    }
}
