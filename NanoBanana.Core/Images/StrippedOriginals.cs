using NanoBanana.Core.Storage;
using NanoBanana.Imaging.Metadata;

namespace NanoBanana.Core.Images;

/// <summary>
/// Originals without their metadata but for <see cref="DigitalSourceMark"/>, made when first asked for and kept as long as the original.
/// </summary>
internal sealed class StrippedOriginals(IObjectStore store, ObjectReferences references) : IDisposable
{
    /// <summary>Each holds a whole file in memory, twice.</summary>
    private readonly SemaphoreSlim _makers = new(2);

    /// <returns>Null when the original is gone.</returns>
    public async Task<Stream?> OpenAsync(ImageRow image, CancellationToken cancellationToken)
    {
        var key = ObjectKeys.Bare(image.Sha256);
        if (await store.OpenAsync(key, cancellationToken) is { } made)
        {
            return made;
        }

        await _makers.WaitAsync(cancellationToken);
        try
        {
            return await store.ExistsAsync(key, cancellationToken) || await MakeAsync(image, key, cancellationToken)
                ? await store.OpenAsync(key, cancellationToken)
                : null;
        }
        finally
        {
            _makers.Release();
        }
    }

    public void Dispose() => _makers.Dispose();

    private async Task<bool> MakeAsync(ImageRow image, string key, CancellationToken cancellationToken)
    {
        await using var original = await store.OpenAsync(ObjectKeys.Original(image.Sha256), cancellationToken);
        if (original is null)
        {
            return false;
        }

        var file = new byte[original.Length];
        await original.ReadExactlyAsync(file, cancellationToken);

        // The image may go meanwhile: then somebody has to look for what is made here now.
        await references.LookAfterAsync(image.Sha256);
        await store.PutAsync(key, new MemoryStream(Bare(file)), image.ContentType, cancellationToken);
        return true;
    }

    /// <summary>That a trained model had a part in the picture is nobody's secret, and stays.</summary>
    private static byte[] Bare(byte[] file) =>
        DigitalSourceMark.In(file) is { } mark ? DigitalSourceMark.Write(MetadataStripper.From(file), mark) : MetadataStripper.From(file);
}
