using NanoBanana.Contracts;
using NanoBanana.Core.Images;
using NanoBanana.Core.Imaging;
using NanoBanana.Core.Storage;

namespace NanoBanana.Worker.Thumbnails;

/// <summary>Preview and thumbnail of an original, from one decode.</summary>
internal sealed class Renditions(IObjectStore store, IImageEngine engine)
{
    private const string WebP = "image/webp";

    /// <param name="original">Its bytes, where they are at hand; else they are read.</param>
    /// <param name="decoded">Called after decoding and scaling, which is most of the work.</param>
    public async Task MakeAsync(string sha256, byte[]? original, Func<Task>? decoded, CancellationToken cancellationToken)
    {
        var thumbnail = ObjectKeys.Thumbnail(sha256);
        if (await store.ExistsAsync(thumbnail, cancellationToken))
        {
            // Equal bytes were there before; the thumbnail is stored last.
            return;
        }

        original ??= await store.ReadAsync(ObjectKeys.Original(sha256), cancellationToken);
        var renditions = await engine.MakeRenditionsAsync(original, [Limits.PreviewEdge, Limits.ThumbnailEdge], cancellationToken);
        await (decoded?.Invoke() ?? Task.CompletedTask);
        await store.WriteAsync(ObjectKeys.Preview(sha256), renditions[0], WebP, cancellationToken);
        await store.WriteAsync(thumbnail, renditions[1], WebP, cancellationToken);
    }
}
