using Microsoft.Extensions.Options;
using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.Models;
using OpenCvSharp;

namespace NanoBanana.Imaging.OpenCv;

/// <summary>Finds frontal faces by a cascade of Haar features.</summary>
internal sealed class FaceFinder(IOptions<ModelOptions> options)
{
    // Of the shorter side.
    private const double LeastFace = 0.035;
    private const double ScaleStep = 1.08;
    private const int LeastNeighbours = 4;

    public bool IsAvailable => OpenCvLibrary.IsAvailable && File.Exists(options.Value.FaceCascade);

    /// <param name="grey">One band of one byte.</param>
    /// <returns>From the largest to the smallest.</returns>
    public IReadOnlyList<Box> Find(Raster grey)
    {
        OpenCvLibrary.Require();
        if (!IsAvailable)
        {
            throw new EditRefusedException(
                "Finding faces needs the package opencv-data on the machine where pictures are edited "
                + "(Debian: apt-get install opencv-data). Mark the faces with a mask instead.",
                "识别人脸需要在处理图片的机器上安装 opencv-data（Debian：apt-get install opencv-data）。也可以用蒙版标出人脸。");
        }

        // A classifier keeps what it is looking at: each picture has its own.
        using var cascade = new CascadeClassifier(options.Value.FaceCascade);
        using var pixels = CvPixels.Over(grey);
        using var even = new Mat();
        Cv2.EqualizeHist(pixels, even);
        var least = Math.Max(20, (int)(LeastFace * Math.Min(grey.Width, grey.Height)));
        var faces = cascade.DetectMultiScale(even, ScaleStep, LeastNeighbours, minSize: new Size(least, least));
        return [.. faces.OrderByDescending(face => face.Width).Select(face => new Box(face.X, face.Y, face.Width, face.Height))];
    }
}
