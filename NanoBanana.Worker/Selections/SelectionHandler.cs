using NanoBanana.Core.Images;
using NanoBanana.Core.Images.Selections;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Storage;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.Selecting;

namespace NanoBanana.Worker.Selections;

/// <summary>Makes the mask that somebody waits for. It needs no fence: the same ask has the same answer, whoever makes it.</summary>
internal sealed class SelectionHandler(SelectionJobs selections, IObjectStore store, PictureSelector selector) : IJobHandler
{
    public string Kind => JobKinds.Selection;

    public async Task HandleAsync(TakenJob taken, CancellationToken cancellationToken)
    {
        if (await selections.ReadAskAsync(taken.Job) is not { } ask)
        {
            return;
        }

        try
        {
            var picture = await store.ReadAsync(ObjectKeys.Original(ask.Sha256), cancellationToken);
            var mask = await selector.SelectAsync(picture, ask.Request, cancellationToken);
            await selections.AnswerAsync(taken.Job, new(mask.Png, mask.Confidence, mask.Coverage, null));
        }
        catch (EditRefusedException refused)
        {
            await selections.AnswerAsync(taken.Job, new(refused.Mask ?? [], 0, 0, refused.Message));
        }
        catch (CorruptImageException corrupt)
        {
            await selections.AnswerAsync(taken.Job, new([], 0, 0, $"The picture cannot be read: {corrupt.Message}."));
        }
    }

    public Task GiveUpAsync(TakenJob taken, CancellationToken cancellationToken) => selections.AnswerAsync(
        taken.Job, new([], 0, 0, "The selection failed every time it was tried. Mark the thing with the brush."));
}
