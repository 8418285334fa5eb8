using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.Editing.Filling;
using NanoBanana.Imaging.OpenCv;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>
/// Removes what a mask marks: thin things by what lies on both sides of them, areas by patches of the rest. Areas are solved in a small
/// picture; each pixel of
/// the large one then comes from where its patch came from.
/// </summary>
internal static class VipsRemoval
{
    private const double MostArea = 0.25;
    // Pixels of a hole that are solved in reasonable time.
    private const double MostHole = 50_000;
    private const double MostWork = 500_000;
    // What an erased mask must vanish by to be called thin, in thousandths of the shorter side.
    private const double Thin = 6;

    /// <param name="mask">One band, white where something is to be removed.</param>
    public static Image Do(VipsWork work, Image image, Image mask)
    {
        var ground = work.ToMemory(image);
        using var marks = VipsPixels.ToRaster(mask);
        var area = MaskArea.Of(marks);
        if (area.Share > MostArea)
        {
            throw new EditRefusedException(
                $"The mask covers {area.Share:P0} of the picture; up to {MostArea:P0} can be filled from what is around. "
                + "Mark less, or use an AI engine.",
                $"蒙版盖住了图片的 {area.Share:P0}；最多只能根据周围填补 {MostArea:P0}。请少标一些，或换用 AI 引擎。");
        }

        return area.Share == 0 ? ground : work.OnColours(ground, colours => work.Change(colours, pixels =>
            Fill(work, pixels, marks, area)));
    }

    private static void Fill(VipsWork work, Raster pixels, Raster marks, MaskArea area)
    {
        var unit = Math.Max(1, Math.Min(pixels.Width, pixels.Height) / 1000.0);
        if (OpenCvLibrary.IsAvailable && area.Thickness <= Thin * unit)
        {
            ScratchFilter.Apply(pixels, marks, area.Around(4 * (int)area.Thickness + 16), area.Thickness);
            return;
        }

        var box = area.Around((int)(0.75 * Math.Max(area.Box.Width, area.Box.Height)) + 32);
        var scale = Math.Min(1, Math.Min(Math.Sqrt(MostHole / area.Pixels), Math.Sqrt(MostWork / ((double)box.Width * box.Height))));
        Removal.Fill(pixels, marks, box, scale, work.Stopping);
    }
}
