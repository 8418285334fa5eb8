using NanoBanana.Imaging.Editing.Regions;
using NetVips;
using Region = NanoBanana.Imaging.Editing.Region;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Masks of parts of a picture: one band, 255 where the part is.</summary>
internal sealed class VipsRegions(VipsWork work, VipsSubject subject, VipsFaces faces)
{
    public Image Mask(Image image, Region region) => region switch
    {
        Region.Subject => Turned(subject.Matte(image), region.Inverted),
        Region.Faces => Turned(faces.Mask(image), region.Inverted),
        _ => Drawn(image, region),
    };

    private Image Drawn(Image image, Region region)
    {
        var mask = RegionMask.Of(region, image.Width, image.Height, out var across, out var down);
        return work.Enlarge(work.Keep(VipsPixels.From(mask, across, down, 1)), image.Width, image.Height);
    }
    private Image Turned(Image mask, bool isInverted) => isInverted ? work.Keep(mask.Invert()) : mask;
}
