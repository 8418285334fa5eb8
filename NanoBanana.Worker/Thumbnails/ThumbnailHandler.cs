using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Core;
using NanoBanana.Core.Images;
using NanoBanana.Core.Jobs;
using NanoBanana.Imaging;

namespace NanoBanana.Worker.Thumbnails;

/// <summary>Makes the thumbnail of an uploaded image, and then the image ready; or rejects it.</summary>
internal sealed partial class ThumbnailHandler(
    ImageStore images, ThumbnailGenerator renditions, JobQueue jobs, ILogger<ThumbnailHandler> logger) : IJobHandler
{
    /// <summary>What is left is to store it and to say so.</summary>
    private const double Made = 0.9;

    public string Kind => JobKinds.Thumbnail;

    public async Task HandleAsync(TakenJob taken, CancellationToken cancellationToken)
    {
        var claimed = await images.ClaimAsync(taken.Job.SessionId, new(taken.Job.Id), taken.Token);
        if (!claimed.IsOk)
        {
            LogNotWanted(taken.Job.Id, claimed.Status);
            return;
        }

        var image = claimed.Value;
        Problem? problem = null;
        try
        {
            await renditions.MakeThumbnailAsync(image.Sha256, null, () => jobs.ReportAsync(taken, Made), cancellationToken);
        }
        catch (CorruptImageException exception)
        {
            LogRejected(exception, image.Id);
            problem = ImageProblems.Corrupt(exception.Message);
        }

        await FinishAsync(image, problem, taken.Token);
    }

    public async Task GiveUpAsync(TakenJob taken, CancellationToken cancellationToken)
    {
        var claimed = await images.ClaimAsync(taken.Job.SessionId, new(taken.Job.Id), taken.Token);
        if (claimed.IsOk)
        {
            await FinishAsync(claimed.Value, new("processing-failed", "The image could not be processed",
                "Delete it and upload it again; if that fails too, save it anew in another program first."), taken.Token);
        }
    }

    private async Task FinishAsync(ImageRow image, Problem? problem, long token)
    {
        var status = await images.FinishAsync(
            image with { Status = problem is null ? ImageStatus.Ready : ImageStatus.Rejected, Problem = problem }, token);
        if (status != CommandStatus.Ok)
        {
            LogNotWanted(image.Id, status);
        }
    }

    [LoggerMessage(LogLevel.Information, "Image {ImageId} is rejected: it cannot be decoded", EventName = "thumbnail.rejected")]
    private partial void LogRejected(Exception exception, string imageId);

    [LoggerMessage(
        LogLevel.Information, "The thumbnail of image {ImageId} is not wanted any more ({Status})", EventName = "thumbnail.not-wanted")]
    private partial void LogNotWanted(string imageId, CommandStatus status);
}
