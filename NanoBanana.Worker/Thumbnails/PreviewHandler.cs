using NanoBanana.Core.Images;
using NanoBanana.Core.Imaging;
using NanoBanana.Core.Jobs;

namespace NanoBanana.Worker.Thumbnails;

/// <summary>
/// Makes the preview that somebody waits for. It needs no fence: whoever makes it makes the same file, which is named after the original's hash.
/// </summary>
internal sealed class PreviewHandler(ThumbnailGenerator renditions) : IJobHandler
{
    public string Kind => JobKinds.Preview;

    public async Task HandleAsync(TakenJob taken, CancellationToken cancellationToken)
    {
        try
        {
            await renditions.MakePreviewAsync(PreviewJobs.Sha256Of(taken.Job), cancellationToken);
        }
        catch (CorruptImageException exception)
        {
            throw new HopelessJobException(exception.Message, exception);
        }
    }

    public Task GiveUpAsync(TakenJob taken, CancellationToken cancellationToken) => Task.CompletedTask;
}
