using NanoBanana.Contracts.Edits;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Tests.Edits;

/// <summary>Leaves every answer as it is: here the course of edits matters, not their pixels.</summary>
internal sealed class PlainCompositor : IResultCompositor
{
    public Task<CompositedResult> CompositeAsync(CompositingRequest picture, CancellationToken cancellationToken)
    {
        // What is not there is null, not empty.
        Assert.False(picture.Source is { IsEmpty: true } || picture.Mask is { IsEmpty: true });
        using var content = new MemoryStream(picture.Answer.ToArray());
        return ImageHeaderReader.Read(content) is ImageHeaderResult.Found { Header: var header }
            ? Task.FromResult(new CompositedResult(content.ToArray(), header.ContentType, header.Width, header.Height, null))
            : throw new CorruptImageException("The answer is no picture.");
    }

    public Task<EngineMask> ToMaskAsync(ReadOnlyMemory<byte> mask, ReadOnlyMemory<byte> source, CancellationToken cancellationToken) =>
        Task.FromResult(new EngineMask(mask.ToArray(), new(MaskBasis.Brightness, 1)));
}
