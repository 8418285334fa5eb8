using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Events;
using NanoBanana.Core.Images;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Storage;

namespace NanoBanana.Api.Images;

/// <summary>
/// Opens previews and display files. The first reader of one has a worker make it and waits, and so do those who ask meanwhile.
/// </summary>
internal sealed class Previews(
    IObjectStore store, PreviewJobs jobs, ChannelListener channels, IOptions<ImageOptions> options, TimeProvider time)
{
    /// <summary>A message of the end may be lost.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <param name="variant">A preview or a display file.</param>
    /// <param name="userId">Whose turn it is.</param>
    public async Task<PreviewResult> OpenAsync(ImageRow image, ImageVariant variant, UserId userId, CancellationToken cancellationToken)
    {
        var key = variant == ImageVariant.Display ? ObjectKeys.Display(image.Sha256) : ObjectKeys.PreviewOf(image);
        if (await store.OpenAsync(key, cancellationToken) is { } there)
        {
            return new(PreviewState.Made, there);
        }

        var asked = time.GetTimestamp();
        await using var end = await channels.ListenAsync(PreviewJobs.EndChannel(image, variant));
        switch (await jobs.EnqueueAsync(image, variant, userId))
        {
            case Enqueued.Full:
                return new(PreviewState.TooMany);
            case Enqueued.Dead:
                return new(PreviewState.Failed);
        }

        while (options.Value.PreviewWait - time.GetElapsedTime(asked) is { Ticks: > 0 } left)
        {
            await end.WaitAsync(left < Look ? left : Look, cancellationToken);

            // In this order: what is done by now has left its preview.
            var isOpen = await jobs.IsOpenAsync(image, variant);
            if (await store.OpenAsync(key, cancellationToken) is { } made)
            {
                return new(PreviewState.Made, made);
            }

            if (!isOpen)
            {
                return new(PreviewState.Failed);
            }
        }

        return new(PreviewState.BeingMade);
    }
}

/// <param name="Bytes">Of a preview that is made.</param>
internal sealed record PreviewResult(PreviewState State, Stream? Bytes = null);

internal enum PreviewState
{
    Made,
    BeingMade,

    /// <summary>It was given up, or what it is to be made of is gone.</summary>
    Failed,

    /// <summary>The user has too much waiting.</summary>
    TooMany,
}
