using NanoBanana.Imaging.Compositing;
using OpenCvSharp;

namespace NanoBanana.Imaging.OpenCv;

/// <summary>OpenCV's view of pixels that lie elsewhere: nothing is copied.</summary>
internal static class CvPixels
{
    /// <param name="pixels">Of one byte a band; they stay until the view is disposed of.</param>
    public static Mat Over(Raster pixels) =>
        Mat.FromPixelData(pixels.Height, pixels.Width, MatType.CV_8UC(pixels.Bands), pixels.Address, pixels.Stride);
}
