using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.Editing.Regions;
using NanoBanana.Imaging.Models;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>Finds the subject of a picture once, and gives its matte at the picture's size.</summary>
internal sealed class VipsSubject(VipsWork work, ISubjectModel model)
{
    // Of the shorter side: how far the matte may move to the edges of the picture.
    private const double Reach = 0.003;
    private const double Edge = 7;

    private Matte? _found;

    /// <summary>The picture's pixels have moved: look again.</summary>
    public void Forget() => _found = null;

    /// <summary>One band, 255 where the subject is; it follows the edges of the picture.</summary>
    /// <exception cref="EditRefusedException">There is no model, or nothing stands out.</exception>
    public Image Matte(Image image)
    {
        var found = Find(image);
        var small = work.Keep(VipsPixels.From(found.Bytes, found.Width, found.Height, 1));
        if (Math.Max(image.Width, image.Height) <= SubjectModel.Side)
        {
            return work.ToMemory(work.Enlarge(small, image.Width, image.Height));
        }

        var light = VipsRelight.Light(work, work.Colours(image));
        var guide = work.ToMemory(work.Keep(light.Resize((double)found.Width / light.Width, vscale: (double)found.Height / light.Height)));
        var map = work.Keep(small.Cast(Enums.BandFormat.Float));
        var sigma = Math.Max(1, Reach * Math.Min(found.Width, found.Height));
        var exact = VipsGuide.Enlarge(work, map, guide, light, sigma, Edge);
        // A guide leaves a trace of what it is led by: firm up both ends.
        return work.ToMemory(work.Keep(exact.Linear([1.16], [-0.08 * 255], uchar: true)));
    }

    public Matte Find(Image image)
    {
        if (_found is { } known)
        {
            return known;
        }

        var colours = work.Colours(image);
        using var pixels = VipsPixels.ToRaster(work.Scale(colours, SubjectModel.Side, SubjectModel.Side));
        var found = new Matte(model.Find(pixels, work.Stopping), SubjectModel.Side, SubjectModel.Side);
        if (found.IsEmpty)
        {
            // A black mask tells nothing.
            throw new EditRefusedException(
                "Nothing in the picture stands out as its subject. Mark what you mean with a mask or by clicking on it.",
                "图片里没有突出的主体。请用蒙版标出，或点击选中它。");
        }

        if (!found.IsUsable)
        {
            throw new EditRefusedException(
                $"No clear subject was found: {found.Coverage:P0} of the picture would be it, with a confidence of {found.Confidence:P0}. "
                + "Mark it with a mask or by clicking on it.",
                $"没有找到明确的主体：可能的部分占图片的 {found.Coverage:P0}，置信度为 {found.Confidence:P0}。请用蒙版标出，或点击选中它。")
            {
                Mask = Shown(found, image),
            };
        }

        work.Note(new SubjectFound(found.Confidence, found.Coverage));
        return _found = found;
    }

    private byte[] Shown(Matte found, Image image) =>
        VipsMask.ToPng(work.Enlarge(work.Keep(VipsPixels.From(found.Raw, found.Width, found.Height, 1)), image.Width, image.Height));
}
