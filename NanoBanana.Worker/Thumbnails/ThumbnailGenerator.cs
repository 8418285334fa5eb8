using NanoBanana.Contracts;
using NanoBanana.Core.Images;
using NanoBanana.Core.Storage;
using NanoBanana.Imaging;

namespace NanoBanana.Worker.Thumbnails;

/// <summary>Thumbnails and previews of originals, by their hash: what equal bytes have already is not made again.</summary>
internal sealed class ThumbnailGenerator(IObjectStore store, IImageEngine engine, ObjectReferences references)
{
    /// <param name="original">Its bytes, where they are at hand; else they are read.</param>
    /// <param name="report">Called when the thumbnail is made, while it is stored.</param>
    public Task MakeThumbnailAsync(string sha256, byte[]? original, Func<Task>? report, CancellationToken cancellationToken) =>
        MakeAsync(
            ObjectKeys.Thumbnail(sha256), sha256, file => engine.MakeRenditionAsync(file, Limits.ThumbnailEdge, cancellationToken),
            original,
            report, cancellationToken);

    public async Task MakePreviewAsync(string sha256, CancellationToken cancellationToken)
    {
        // The image may go meanwhile: then somebody has to look for what is made here now.
        await references.LookAfterAsync(sha256);
        await MakeAsync(
            ObjectKeys.Preview(sha256), sha256, file => engine.MakeRenditionAsync(file, Limits.PreviewEdge, cancellationToken), null, null,
            cancellationToken);
    }

    /// <summary>The picture at full size, where browsers do not show the original.</summary>
    public async Task MakeDisplayAsync(string sha256, CancellationToken cancellationToken)
    {
        await references.LookAfterAsync(sha256);
        await MakeAsync(
            ObjectKeys.Display(sha256), sha256, file => engine.MakeDisplayAsync(file, cancellationToken), null, null, cancellationToken);
    }

    /// <summary>Reads the preview of a ready image; makes it first where nobody has asked for it yet.</summary>
    /// <exception cref="FileNotFoundException">The original is gone.</exception>
    public async Task<byte[]> ReadPreviewAsync(ImageRow image, CancellationToken cancellationToken)
    {
        var key = ObjectKeys.PreviewOf(image);
        if (!await store.ExistsAsync(key, cancellationToken))
        {
            await MakePreviewAsync(image.Sha256, cancellationToken);
        }

        return await store.ReadAsync(key, cancellationToken);
    }

    private async Task MakeAsync(
        string key, string sha256, Func<byte[], Task<byte[]>> make, byte[]? original, Func<Task>? report,
        CancellationToken cancellationToken)
    {
        if (await store.ExistsAsync(key, cancellationToken))
        {
            return;
        }

        original ??= await store.ReadAsync(ObjectKeys.Original(sha256), cancellationToken);
        var file = await make(original);
        await Task.WhenAll(
            report?.Invoke() ?? Task.CompletedTask, store.WriteAsync(key, file, ObjectKeys.ContentTypeOf(key), cancellationToken));
    }
}
