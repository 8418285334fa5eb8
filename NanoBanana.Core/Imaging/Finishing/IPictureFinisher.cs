using NanoBanana.Contracts.Images;

namespace NanoBanana.Core.Imaging.Finishing;

/// <summary>Makes of an engine's answer the result that was promised.</summary>
internal interface IPictureFinisher
{
    /// <summary>
    /// Brings the answer back to the source's size unless the words ask for another, aligns it, and, with a mask, puts it only where the
    /// mask allows: every pixel outside equals the decoded source.
    /// </summary>
    /// <exception cref="CorruptImageException">The answer, the source or the mask cannot be decoded.</exception>
    Task<FinishedPicture> FinishAsync(UnfinishedPicture picture, CancellationToken cancellationToken);

    /// <summary>The mask as engines take it: a PNG of the size of the upright source, white where it may change, black elsewhere.</summary>
    /// <param name="mask">Any picture; see <see cref="Contracts.Edits.CreateEditRequest"/>.</param>
    Task<byte[]> ToMaskAsync(ReadOnlyMemory<byte> mask, ReadOnlyMemory<byte> source, CancellationToken cancellationToken);
}

/// <summary>An engine's answer and what it was made from.</summary>
/// <param name="Answer">The file that the engine gave.</param>
/// <param name="Source">The file of the first input; null when the picture was made from words alone.</param>
/// <param name="Mask">The file of the mask as it was uploaded; null when the whole picture may change.</param>
/// <param name="Prompt">The words: they may ask for another size or ratio.</param>
/// <param name="IsExact">The engine does exactly what the words say; without a mask its answer stands as it is.</param>
internal sealed record UnfinishedPicture(
    ReadOnlyMemory<byte> Answer, ReadOnlyMemory<byte>? Source, ReadOnlyMemory<byte>? Mask, string Prompt, bool IsExact);

/// <summary>A result to be stored.</summary>
/// <param name="Content">The file; lossless with a mask.</param>
/// <param name="ContentType">Of the file.</param>
/// <param name="Drift">
/// How far the result changes what was not asked to change; the shift is the engine's, before it was taken out. Null when made from words alone.
/// </param>
internal sealed record FinishedPicture(byte[] Content, string ContentType, int Width, int Height, Drift? Drift);
