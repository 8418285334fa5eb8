using Microsoft.Extensions.Options;

namespace NanoBanana.Imaging.Editing;

/// <summary>How large a picture may become: as large as one that is uploaded.</summary>
internal sealed class EditLimits(IOptions<ImagingOptions> options)
{
    /// <exception cref="EditRefusedException">It would be larger.</exception>
    public void Check(long width, long height)
    {
        var limits = options.Value;
        if (Math.Max(width, height) > limits.MaxSide || width * height > limits.MaxPixels)
        {
            throw new EditRefusedException(
                $"The result would be {width} × {height}: at most {limits.MaxPixels / 1e6:0.##} megapixels "
                + $"and {limits.MaxSide} pixels a side are possible.",
                $"结果会是 {width} × {height}：最多 {limits.MaxPixels / 1e6:0.##} 百万像素，每边最多 {limits.MaxSide} 像素。");
        }
    }
}
