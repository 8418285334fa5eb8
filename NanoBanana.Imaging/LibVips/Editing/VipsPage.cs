using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Makes a photographed page look scanned: each place is measured against the paper around it.</summary>
internal static class VipsPage
{
    private const int Side = 400;
    // Of the small copy, in pixels: wider than a stroke of the writing, narrower than a shadow.
    private const int Window = 17;
    // Of the paper's light: what is brighter is paper, what is darker is ink.
    private const double Paper = 0.88;
    private const double Ink = 0.3;

    public static Image Clean(VipsWork work, Image image)
    {
        var ground = work.ToMemory(image);
        return work.OnColours(ground, colours =>
        {
            var small = work.ToMemory(
                work.Keep(colours.ThumbnailImage(Side, height: Side, size: Enums.Size.Down, noRotate: true)));
            var window = Math.Min(Window, Math.Min(small.Width, small.Height));
            var paper = work.Keep(work.Keep(small.Rank(window, window, (int)(0.9 * window * window))).Gaussblur(window / 3.0));
            var (across, down) = ((double)colours.Width / paper.Width, (double)colours.Height / paper.Height);
            // The light of the paper is never taken for less than it is worth dividing by.
            var even = work.ToMemory(work.Keep(paper.Linear([1.0], [1.0], uchar: true)));
            var light = work.Keep(even.Resize(across, kernel: Enums.Kernel.Linear, vscale: down));
            var share = work.Keep(colours.Divide(light));
            return work.AsSrgb(work.Keep(share.Linear([255 / (Paper - Ink)], [(-255 * Ink / (Paper - Ink)) + 0.5], uchar: true)));
        });
    }
}
