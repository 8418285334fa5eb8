using NanoBanana.Imaging.Editing;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>The pictures and the mask of a job, opened when a step asks for them.</summary>
internal sealed class VipsInputs(VipsKillSwitch kill, VipsWork work, EditInputs inputs)
{
    private Image? _second;

    /// <summary>Every pixel is computed once, and kept to the end.</summary>
    public Image Second => _second ??= work.Pin(Open(1));

    /// <summary>All but the first, to be read once from the top.</summary>
    public IEnumerable<Image> Others => Enumerable.Range(1, inputs.Pictures.Count - 1).Select(Open);

    /// <summary>One band as large as the first picture, white where something may change.</summary>
    /// <exception cref="EditRefusedException">No mask was given.</exception>
    public Image Mask(int width, int height)
    {
        if (inputs.Mask is not { } file)
        {
            throw new EditRefusedException(
                "Mark what is to be removed: paint over it with the mask, or click on it.", "请标出要去掉的部分：用蒙版涂抹，或点击选中。");
        }

        var mask = work.ToMemory(VipsOriginal.Open(kill, file, SourceHeader.Read(file)));
        return (mask.Width, mask.Height) == (width, height)
            ? work.Keep(mask.ExtractBand(0))
            : throw new EditRefusedException(
                "With a mask the picture keeps its size: ask for other sizes in another edit.", "用蒙版时图片大小不变：请在另一次编辑中改变大小。");
    }

    private Image Open(int picture) => VipsOriginal.Open(kill, inputs.Pictures[picture], SourceHeader.Read(inputs.Pictures[picture]));
}
