using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Core;
using NanoBanana.Core.Images;
using NanoBanana.Core.Imaging;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Storage;

namespace NanoBanana.Worker.Thumbnails;

/// <summary>Makes preview and thumbnail of an uploaded image from one decode, and then the image ready; or rejects it.</summary>
internal sealed partial class ThumbnailHandler(
    ImageStore images, IObjectStore store, IImageEngine engine, JobQueue jobs, ILogger<ThumbnailHandler> logger) : IJobHandler
{
    private const string WebP = "image/webp";

    /// <summary>Decoding and scaling is most of the work.</summary>
    private const double Decoded = 0.8;

    public string Kind => JobKinds.Thumbnail;

    public async Task RunAsync(TakenJob taken, CancellationToken cancellationToken)
    {
        var (outcome, image) = await images.ClaimAsync(taken.Job.SessionId, taken.Job.Id, taken.Token);
        if (outcome != Outcome.Ok)
        {
            LogNotWanted(taken.Job.Id, outcome);
            return;
        }

        Problem? problem = null;
        try
        {
            await MakeAsync(taken, image!.Sha256, cancellationToken);
        }
        catch (CorruptImageException exception)
        {
            LogRejected(exception, image!.Id);
            problem = ImageProblems.Corrupt(exception.Message);
        }

        await FinishAsync(image!, problem, taken.Token);
    }

    public async Task GiveUpAsync(TakenJob taken, CancellationToken cancellationToken)
    {
        var (outcome, image) = await images.ClaimAsync(taken.Job.SessionId, taken.Job.Id, taken.Token);
        if (outcome == Outcome.Ok)
        {
            await FinishAsync(image!, new("processing-failed", "The image could not be processed",
                "Delete it and upload it again; if that fails too, save it anew in another program first."), taken.Token);
        }
    }

    private async Task MakeAsync(TakenJob taken, string sha256, CancellationToken cancellationToken)
    {
        var thumbnail = ObjectKeys.Thumbnail(sha256);
        if (await store.ExistsAsync(thumbnail, cancellationToken))
        {
            // Equal bytes were uploaded before; the thumbnail is stored last.
            return;
        }

        var source = await ReadAsync(ObjectKeys.Original(sha256), cancellationToken);
        var renditions = await engine.MakeRenditionsAsync(source, [Limits.PreviewEdge, Limits.ThumbnailEdge], cancellationToken);
        await jobs.ReportAsync(taken, Decoded);
        await PutAsync(ObjectKeys.Preview(sha256), renditions[0], cancellationToken);
        await PutAsync(thumbnail, renditions[1], cancellationToken);
    }

    private async Task<byte[]> ReadAsync(string key, CancellationToken cancellationToken)
    {
        await using var stream = await store.OpenAsync(key, cancellationToken);
        if (stream is null)
        {
            // A store that is away altogether may look as if it were empty.
            await store.CheckAsync(cancellationToken);
            throw new FileNotFoundException($"The object store has no {key}.");
        }

        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private async Task PutAsync(string key, byte[] bytes, CancellationToken cancellationToken)
    {
        await using var content = new MemoryStream(bytes, writable: false);
        await store.PutAsync(key, content, WebP, cancellationToken);
    }

    private async Task FinishAsync(ImageRow image, Problem? problem, long token)
    {
        var outcome = await images.FinishAsync(
            image with { Status = problem is null ? ImageStatus.Ready : ImageStatus.Rejected, Problem = problem }, token);
        if (outcome != Outcome.Ok)
        {
            LogNotWanted(image.Id, outcome);
        }
    }

    [LoggerMessage(LogLevel.Information, "Image {ImageId} is rejected: it cannot be decoded")]
    private partial void LogRejected(Exception exception, string imageId);

    [LoggerMessage(LogLevel.Information, "The thumbnail of image {ImageId} is not wanted any more ({Outcome})")]
    private partial void LogNotWanted(string imageId, Outcome outcome);
}
