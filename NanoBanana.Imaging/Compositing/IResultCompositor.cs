using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;

namespace NanoBanana.Imaging.Compositing;

/// <summary>Makes of an engine's answer the result that was promised.</summary>
internal interface IResultCompositor
{
    /// <summary>
    /// Brings the answer back to the source's size unless the words ask for another, aligns it, and, with a mask, puts it only where the
    /// mask allows: every pixel outside equals the decoded source.
    /// </summary>
    /// <remarks>
    /// "Decoded" means upright, with the numbers that the file holds (its profile goes along, nothing else of its metadata does), 16 bits
    /// where there are 16; of CMYK its sRGB form. A grey source becomes RGB, and an opaque one gets an alpha of 100 %, only if the answer
    /// brings colour or holes inside the mask. An exact engine's answer is composited, but neither moved nor recoloured. Without a mask an
    /// answer of another ratio that was not asked for is laid where it fits the source: what it left out stays the source's, what it added
    /// is cut; where nothing fits it covers the source.
    /// </remarks>
    /// <exception cref="CorruptImageException">
    /// The answer, the source or the mask cannot be decoded, or the header of the answer or the mask says that it is too large to be.
    /// </exception>
    /// <exception cref="UnusableMaskException">The mask allows nothing to change: the input is at fault.</exception>
    Task<CompositedResult> CompositeAsync(CompositingRequest picture, CancellationToken cancellationToken);

    /// <summary>The mask as engines take it: a PNG of the size of the upright source, white where it may change, black elsewhere.</summary>
    /// <remarks>A soft mask becomes a hard one: how much a pixel changes is decided when the answer is composited.</remarks>
    /// <param name="mask">Any picture; see <see cref="Contracts.Edits.CreateEditRequest"/>.</param>
    /// <exception cref="CorruptImageException">The mask cannot be decoded.</exception>
    /// <exception cref="UnusableMaskException">It allows nothing to change.</exception>
    Task<EngineMask> ToMaskAsync(ReadOnlyMemory<byte> mask, ReadOnlyMemory<byte> source, CancellationToken cancellationToken);
}

/// <summary>A mask as engines take it.</summary>
/// <param name="Png">Of the size of the upright source, white where it may change, black elsewhere.</param>
/// <param name="Reading">How the file was understood.</param>
internal sealed record EngineMask(byte[] Png, MaskReading Reading);

/// <summary>An engine's answer and what it was made from.</summary>
/// <param name="Answer">The file that the engine gave.</param>
/// <param name="Source">The file of the first input; null when the picture was made from words alone.</param>
/// <param name="Mask">The file of the mask as it was uploaded; null when the whole picture may change.</param>
/// <param name="Prompt">The words: they may ask for another size or ratio.</param>
/// <param name="IsExact">The engine does exactly what the words say; without a mask its answer stands as it is.</param>
internal sealed record CompositingRequest(
    ReadOnlyMemory<byte> Answer, ReadOnlyMemory<byte>? Source, ReadOnlyMemory<byte>? Mask, string Prompt, bool IsExact)
{
    /// <summary>
    /// A transparent background was asked for: what the answer leaves uncovered becomes transparent, and the result is measured.
    /// </summary>
    public bool IsTransparencyAsked { get; init; }

    /// <summary>The shape that was chosen; null where the words say it, if anything does.</summary>
    public ShapeRequest? Shape { get; init; }
}

/// <summary>A result to be stored.</summary>
/// <param name="Content">The file; lossless with a mask.</param>
/// <param name="ContentType">Of the file.</param>
/// <param name="Drift">
/// How far the result changes what was not asked to change; the shift is the engine's, before it was taken out. Null when made from words
/// alone, or when another shape was asked for, so that nothing can be compared. With a mask: the share of pixels outside that differ in the
/// stored file, decoded again. Without: see <see cref="VisibleChange"/>.
/// </param>
internal sealed record CompositedResult(byte[] Content, string ContentType, int Width, int Height, Drift? Drift)
{
    /// <summary>The share of pixels that are more transparent than opaque; null where transparency was not asked for.</summary>
    public double? TransparentShare { get; init; }
}
