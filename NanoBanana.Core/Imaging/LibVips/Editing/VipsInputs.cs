using NanoBanana.Core.Imaging.Editing;
using NetVips;

namespace NanoBanana.Core.Imaging.LibVips.Editing;

/// <summary>The pictures and the mask of a job, opened when a step asks for them.</summary>
internal sealed class VipsInputs(VipsKillSwitch kill, VipsWork work, EditInputs inputs)
{
    private Image? _second;

    /// <summary>Every pixel is computed once, and kept to the end.</summary>
    public Image Second => _second ??= work.Pin(Open(1));

    /// <summary>All but the first, to be read once from the top.</summary>
    public IEnumerable<Image> Others => Enumerable.Range(1, inputs.Pictures.Count - 1).Select(Open);

    private Image Open(int picture) => VipsOriginal.Open(kill, inputs.Pictures[picture], SourceHeader.Read(inputs.Pictures[picture]));
}
