using NanoBanana.Contracts.Images;
using NanoBanana.Imaging.Compositing;
using OpenCvSharp;

namespace NanoBanana.Imaging.OpenCv;

/// <summary>Cuts a thing out of a small picture by GrabCut, from places that belong to it and places that do not.</summary>
internal static class ObjectCutter
{
    private const byte Outside = (byte)GrabCutClasses.BGD;
    private const byte Inside = (byte)GrabCutClasses.FGD;
    private const byte MaybeOutside = (byte)GrabCutClasses.PR_BGD;
    private const byte MaybeInside = (byte)GrabCutClasses.PR_FGD;
    private const int Rounds = 4;
    // Of the shorter side: what a click is sure of.
    private const double Click = 0.012;
    // How far a colour may be from the clicked one to be taken for the same thing at first: far in light, for its shades, and near in hue.
    private static readonly Scalar Near = new(40, 12, 12);

    /// <param name="pixels">Three bands of one byte.</param>
    /// <param name="points">In pixels of this picture.</param>
    /// <param name="matte">What a model takes for the subject, a byte for each pixel; null where it was not asked.</param>
    /// <returns>255 for each pixel of the thing.</returns>
    public static byte[] Cut(Raster pixels, IReadOnlyList<SelectionPoint> points, SelectionBox? box, byte[]? matte)
    {
        OpenCvLibrary.Require();
        using var picture = CvPixels.Over(pixels);
        using var marks = new Mat(pixels.Height, pixels.Width, MatType.CV_8UC1, Scalar.All(MaybeOutside));
        if (matte is not null)
        {
            Mark(marks, matte);
        }
        else if (box is null)
        {
            GrowFromClicks(picture, marks, points);
        }

        if (box is not null)
        {
            Keep(marks, new Rect(box.X, box.Y, box.Width, box.Height), fills: matte is null);
        }

        var radius = Math.Max(2, (int)(Click * Math.Min(pixels.Width, pixels.Height)));
        foreach (var point in points)
        {
            Cv2.Circle(marks, new Point(point.X, point.Y), radius, Scalar.All(point.Keep ? Inside : Outside), thickness: -1);
        }

        using var background = new Mat();
        using var foreground = new Mat();
        Cv2.SetTheRNG(1);
        if (HasBoth(marks))
        {
            Cv2.GrabCut(picture, marks, default, background, foreground, Rounds, GrabCutModes.InitWithMask);
        }

        return Found(marks, points);
    }

    private static void Mark(Mat marks, byte[] matte)
    {
        marks.GetArray(out byte[] all);
        for (var at = 0; at < all.Length; at++)
        {
            all[at] = matte[at] > 240 ? Inside : matte[at] >= 128 ? MaybeInside : matte[at] > 15 ? MaybeOutside : Outside;
        }

        marks.SetArray(all);
    }

    /// <summary>What has the colour of a click and hangs together with it may be the thing; the picture's edge is not.</summary>
    private static void GrowFromClicks(Mat picture, Mat marks, IReadOnlyList<SelectionPoint> points)
    {
        using var lab = picture.CvtColor(ColorConversionCodes.RGB2Lab);
        using var calm = lab.MedianBlur(5);
        Cv2.Rectangle(marks, new Rect(0, 0, marks.Cols, marks.Rows), Scalar.All(Outside), thickness: 2);
        foreach (var point in points.Where(point => point.Keep))
        {
            using var filled = new Mat(picture.Rows + 2, picture.Cols + 2, MatType.CV_8UC1, Scalar.All(0));
            Cv2.FloodFill(calm, filled, new Point(point.X, point.Y), Scalar.All(0), out _, Near, Near,
                FloodFillFlags.Link4 | FloodFillFlags.FixedRange | FloodFillFlags.MaskOnly | (FloodFillFlags)(255 << 8));
            using var inner = new Mat(filled, new Rect(1, 1, picture.Cols, picture.Rows));
            marks.SetTo(Scalar.All(MaybeInside), inner);
        }
    }

    /// <summary>Nothing outside the box belongs to it.</summary>
    private static void Keep(Mat marks, Rect box, bool fills)
    {
        using var within = new Mat(marks, box);
        using var kept = within.Clone();
        marks.SetTo(Scalar.All(Outside));
        if (fills)
        {
            within.SetTo(Scalar.All(MaybeInside));
        }
        else
        {
            kept.CopyTo(within);
        }
    }

    private static bool HasBoth(Mat marks)
    {
        marks.GetArray(out byte[] all);
        return all.Any(mark => mark is Inside or MaybeInside) && all.Any(mark => mark is Outside or MaybeOutside);
    }

    /// <summary>Of several pieces those that were clicked on, where something was.</summary>
    private static byte[] Found(Mat marks, IReadOnlyList<SelectionPoint> points)
    {
        marks.GetArray(out byte[] all);
        byte[] found = [.. all.Select(mark => mark is Inside or MaybeInside ? (byte)255 : (byte)0)];
        if (!points.Any(point => point.Keep))
        {
            return found;
        }

        using var map = Mat.FromPixelData(marks.Rows, marks.Cols, MatType.CV_8UC1, found);
        using var labels = new Mat();
        Cv2.ConnectedComponents(map, labels);
        labels.GetArray(out int[] pieces);
        var wanted = points.Where(point => point.Keep).Select(point => pieces[(point.Y * marks.Cols) + point.X]).Where(piece =>
            piece != 0).ToHashSet();
        return [.. pieces.Select(piece => wanted.Contains(piece) ? (byte)255 : (byte)0)];
    }
}
