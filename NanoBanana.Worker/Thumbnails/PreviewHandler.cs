using NanoBanana.Core.Images;
using NanoBanana.Core.Jobs;
using NanoBanana.Imaging;

namespace NanoBanana.Worker.Thumbnails;

/// <summary>
/// Makes the preview or display file that somebody waits for. It needs no fence: whoever makes it makes the same file, which is
/// named after the original's hash.
/// </summary>
internal sealed class PreviewHandler(ThumbnailGenerator renditions) : IJobHandler
{
    public string Kind => JobKinds.Preview;

    public async Task HandleAsync(TakenJob taken, CancellationToken cancellationToken)
    {
        try
        {
            var sha256 = PreviewJobs.Sha256Of(taken.Job);
            await (PreviewJobs.IsDisplay(taken.Job)
                ? renditions.MakeDisplayAsync(sha256, cancellationToken)
                : renditions.MakePreviewAsync(sha256, cancellationToken));
        }
        catch (CorruptImageException exception)
        {
            throw new HopelessJobException(exception.Message, exception);
        }
    }

    public Task GiveUpAsync(TakenJob taken, CancellationToken cancellationToken) => Task.CompletedTask;
}
