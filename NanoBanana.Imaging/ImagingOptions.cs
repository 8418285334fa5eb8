using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts;

namespace NanoBanana.Imaging;

/// <summary>What is accepted and how renditions are made: the configuration section <c>Imaging</c>.</summary>
internal sealed class ImagingOptions
{
    public const string Section = "Imaging";
    public const string Auto = "auto";

    /// <summary>
    /// What makes thumbnails and previews. <c>auto</c> takes libvips where it can be loaded, else ImageSharp, which is slower and needs no
    /// native library. Edits are always made by libvips; where it cannot be loaded, no engine is available.
    /// </summary>
    [AllowedValues(Auto, "libvips", "imagesharp", ErrorMessage = "Set Imaging:Engine to auto, libvips or imagesharp.")]
    public string Engine { get; set; } = Auto;

    [Range(1, int.MaxValue)]
    public long MaxBytes { get; set; } = Limits.ImageMaxBytes;

    /// <summary>Width × height.</summary>
    [Range(1, int.MaxValue)]
    public long MaxPixels { get; set; } = Limits.ImageMaxPixels;

    /// <summary>Width × height × frames.</summary>
    [Range(1, int.MaxValue)]
    public long MaxFramePixels { get; set; } = Limits.ImageMaxFramePixels;

    /// <summary>Either side in pixels.</summary>
    [Range(1, 65_500)]
    public int MaxSide { get; set; } = 65_500;

    /// <summary>Of the WebP renditions.</summary>
    [Range(1, 100)]
    public int Quality { get; set; } = 80;

    /// <summary>
    /// How hard the WebP encoder tries: 0 is fast, 6 is small. At 512 px, 2 costs half of what 4 does (11 and 23 ms) for files that are 4
    /// to 6 %
    /// larger, with an SSIM lower by 0.001 to 0.005; 1 saves 3 ms more, but screenshots grow by 28 %.
    /// </summary>
    [Range(0, 6)]
    public int Effort { get; set; } = 2;

    /// <summary>Bytes of memory at which a worker ends itself, native memory included; 0 for three quarters of what the machine or
    /// container has.</summary>
    [Range(0, long.MaxValue)]
    public long MemoryLimit { get; set; }

    /// <summary>How long the renditions of one image may take before it counts as corrupt.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Steps of one edit by the local engine.</summary>
    [Range(1, 1000)]
    public int MaxEditSteps { get; set; } = 20;

    /// <summary>Megapixel passes of one edit by the local engine: how often each pixel is touched, and more for a wide blur.</summary>
    [Range(1, 1_000_000)]
    public int MaxEditCost { get; set; } = 4000;

    /// <summary>How long one edit by the local engine may take; one that takes longer fails and is charged.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan EditDeadline { get; set; } = TimeSpan.FromSeconds(30);
}

[OptionsValidator]
internal sealed partial class ImagingOptionsValidator : IValidateOptions<ImagingOptions>;
