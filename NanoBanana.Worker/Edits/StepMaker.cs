using System.Security.Cryptography;
using Microsoft.Extensions.AI;
using NanoBanana.Contracts;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Edits.Runs;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Images;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Storage;
using NanoBanana.Imaging.Compositing;
using StackExchange.Redis;

namespace NanoBanana.Worker.Edits;

/// <summary>
/// Takes a picture through the steps of a run: each works on what the one before made, and the last one's picture is delivered. What an
/// engine
/// on the network made is kept until then, so that a later try goes on behind it.
/// </summary>
internal sealed class StepMaker(
    IDatabase database, IObjectStore store, RunStore runs, EngineCatalogue engines, EditMaterials materials, VariantMaker maker,
    EditWork work, PendingWork pending)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <param name="state">How the edit's only variant stands.</param>
    /// <returns>Why there is no result; null when the picture is gone.</returns>
    /// <exception cref="FileNotFoundException">Bytes of a mask, of a further picture or of a kept step are gone.</exception>
    public async Task<IReadOnlyList<Problem>?> MakeAsync(EditCourse course, VariantState state, CancellationToken cancellationToken)
    {
        var steps = await runs.StepsAsync(course.Edit.RunId!);
        return state switch
        {
            { IsDone: true } => [],
            { Problem: { } known } => [known],
            { IsAsked: true } => [await LoseAsync(course)],
            _ => await ReadAsync(course.Edit.SessionId, course.Edit.ImageIds[0]) is { } image && steps.Count > 0
                ? await MakeAsync(course, steps, state.Kept, image, cancellationToken) is { } problem ? [problem] : []
                : null,
        };
    }

    private async Task<Problem?> MakeAsync(
        EditCourse course, IReadOnlyList<StepRow> steps, KeptStep? kept, ImageRow image, CancellationToken cancellationToken)
    {
        course.Kept = kept;
        course.ResultName = $"{Path.GetFileNameWithoutExtension(image.FileName)} {await runs.NameAsync(course.Edit.RunId!)}";
        var bytes = await store.ReadAsync(ObjectKeys.Original(kept?.Sha256 ?? image.Sha256), cancellationToken);
        var picture = new DataContent(bytes, kept?.ContentType ?? image.ContentType);
        for (var i = kept?.Steps ?? 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var wish = course.Edit with { Prompt = step.Step.Prompt, Engine = step.Step.Engine, Asked = step.Step.Choices };
            course.Begin(i, steps.Count, engines.Find(step.Step.Engine), new(wish, step.Step.Strength ?? 1));
            if (course.Generator is null)
            {
                return EditFailures.EngineGone(step.Step.Engine);
            }

            var (made, problem) = await AskAsync(course, step, picture, cancellationToken);
            if (made is null)
            {
                return problem;
            }

            if (i == steps.Count - 1)
            {
                return await maker.TryAsync(course, 0, () => maker.AddAsync(course, 0, made, cancellationToken), cancellationToken);
            }

            picture = new(made.Picture.Content, made.Picture.ContentType);
            if (course.Engine!.IsRemote)
            {
                await KeepAsync(course, i + 1, made.Picture, cancellationToken);
            }
        }

        return null;
    }

    private async Task<(MadePicture? Made, Problem? Problem)> AskAsync(
        EditCourse course, StepRow step, DataContent picture, CancellationToken cancellationToken)
    {
        EditMaterial? material = null;
        var problem = await maker.TryAsync(
            course, 0, async () => material = await materials.ReadAsync(step, picture, cancellationToken), cancellationToken);
        if (material is null)
        {
            return (null, problem);
        }

        var (made, failure) = await maker.AskAsync(course, 0, material, cancellationToken);
        return (made, made is null ? failure ?? EditFailures.NoImage : null);
    }

    /// <summary>Nothing refers to the bytes: they are removed when nobody needs them any more.</summary>
    private async Task KeepAsync(EditCourse course, int done, CompositedResult picture, CancellationToken cancellationToken)
    {
        var kept = new KeptStep(done, Convert.ToHexStringLower(SHA256.HashData(picture.Content)), picture.ContentType);
        await pending.EnqueueAsync(WorkItem.Object(kept.Sha256), Kept);
        await store.WriteAsync(ObjectKeys.Original(kept.Sha256), picture.Content, picture.ContentType, cancellationToken);
        await work.NoteKeptAsync(course.Edit, course.Token, kept);
        course.Kept = kept;
    }

    private async Task<Problem> LoseAsync(EditCourse course)
    {
        await work.NoteFailedAsync(course.Edit, course.Token, 0, EditFailures.Lost);
        return EditFailures.Lost;
    }

    private async Task<ImageRow?> ReadAsync(SessionId sessionId, ImageId id) =>
        (string?)await database.HashGetAsync(Keys.ImageRows(sessionId), id.Value) is { } row ? ImageStore.Read(row) : null;
}
