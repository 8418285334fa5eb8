using NanoBanana.Core.Imaging.Editing;
using NanoBanana.Core.Imaging.Editing.Regions;
using NetVips;
using Region = NanoBanana.Core.Imaging.Editing.Region;

namespace NanoBanana.Core.Imaging.LibVips.Editing;

/// <summary>Masks of parts of a picture: one band, 255 where the part is.</summary>
internal sealed class VipsRegions(VipsWork work)
{
    public Image Mask(Image image, Region region) => region switch
    {
        Region.Subject or Region.Faces => throw new EditRefusedException("This part cannot be found here yet.", "这里还找不到这个部分。"),
        _ => Drawn(image, region),
    };

    private Image Drawn(Image image, Region region)
    {
        var mask = RegionMask.Of(region, image.Width, image.Height, out var across, out var down);
        return work.Enlarge(work.Keep(VipsPixels.From(mask, across, down, 1)), image.Width, image.Height);
    }
}
