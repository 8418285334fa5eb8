using NanoBanana.Contracts;
using NanoBanana.Core.Images;
using NanoBanana.Core.Imaging;
using NanoBanana.Core.Storage;

namespace NanoBanana.Worker.Thumbnails;

/// <summary>Thumbnails and previews of originals, by their hash: what equal bytes have already is not made again.</summary>
internal sealed class ThumbnailGenerator(IObjectStore store, IImageEngine engine, ObjectReferences references)
{
    private const string WebP = "image/webp";

    /// <param name="original">Its bytes, where they are at hand; else they are read.</param>
    /// <param name="report">Called when the thumbnail is made, while it is stored.</param>
    public Task MakeThumbnailAsync(string sha256, byte[]? original, Func<Task>? report, CancellationToken cancellationToken) =>
        MakeAsync(ObjectKeys.Thumbnail(sha256), sha256, Limits.ThumbnailEdge, original, report, cancellationToken);

    public async Task MakePreviewAsync(string sha256, CancellationToken cancellationToken)
    {
        // The image may go meanwhile: then somebody has to look for what is made here now.
        await references.LookAfterAsync(sha256);
        await MakeAsync(ObjectKeys.Preview(sha256), sha256, Limits.PreviewEdge, null, null, cancellationToken);
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
        string key, string sha256, int edge, byte[]? original, Func<Task>? report, CancellationToken cancellationToken)
    {
        if (await store.ExistsAsync(key, cancellationToken))
        {
            return;
        }

        original ??= await store.ReadAsync(ObjectKeys.Original(sha256), cancellationToken);
        var file = await engine.MakeRenditionAsync(original, edge, cancellationToken);
        await Task.WhenAll(report?.Invoke() ?? Task.CompletedTask, store.WriteAsync(key, file, WebP, cancellationToken));
    }
}
