using NanoBanana.Contracts;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.UseCases;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Worker.Edits;

/// <summary>
/// Does an edit: variant after variant, each committed as it is there, then the end. A later try goes on where the last one stood:
/// nothing that is committed is done again, and an engine that may have been charged is not asked again.
/// </summary>
internal sealed partial class EditHandler(
    EditWork work, EngineCatalogue engines, Conversation conversation, EditMaterials materials, VariantMaker maker, StepMaker steps,
    EditEnd end, EditCancellation cancellation,
    ILogger<EditHandler> logger) : IJobHandler
{
    public string Kind => JobKinds.Edit;

    public async Task HandleAsync(TakenJob taken, CancellationToken cancellationToken)
    {
        try
        {
            var (course, variants) = await ClaimAsync(taken);
            LogStarted(course.Edit.Id, course.Edit.Engine, taken.Attempt);
            if (course.Edit.RunId is not null)
            {
                await (await ReadSafelyAsync(course, () => steps.MakeAsync(course, variants[0], cancellationToken)) is { } failures
                    ? end.EndAsync(course, failures) : cancellation.CancelAsync(taken.Job.SessionId, new(taken.Job.Id), null));
            }
            else if (course.Engine is { } engine && await AnswerAsync(course, engine) is { } answer)
            {
                await end.AnswerAsync(course, answer);
            }
            else if (await WorkAsync(course, variants, cancellationToken) is { } problems)
            {
                await end.EndAsync(course, problems);
            }
            else
            {
                await cancellation.CancelAsync(taken.Job.SessionId, new(taken.Job.Id), null);
            }
        }
        catch (EditNotWantedException exception)
        {
            LogNotWanted(taken.Job.Id, exception.Status);
        }
    }

    /// <summary>What computes here takes as long again; what asks an engine on the network may have been unlucky.</summary>
    public async Task<bool> EndLateAsync(TakenJob taken)
    {
        try
        {
            var (course, _) = await ClaimAsync(taken);
            if (course.Engine is not { IsRemote: false })
            {
                return false;
            }

            await end.EndAsync(course, [EditFailures.TooSlow]);
        }
        catch (EditNotWantedException exception)
        {
            LogNotWanted(taken.Job.Id, exception.Status);
        }

        return true;
    }

    public async Task GiveUpAsync(TakenJob taken, CancellationToken cancellationToken)
    {
        try
        {
            var (course, _) = await ClaimAsync(taken);
            await end.EndAsync(course, [EditFailures.GivenUp]);
        }
        catch (EditNotWantedException exception)
        {
            LogNotWanted(taken.Job.Id, exception.Status);
        }
    }

    private async Task<(EditCourse Course, IReadOnlyList<VariantState> Variants)> ClaimAsync(TakenJob taken)
    {
        var (edit, variants) = await work.ClaimAsync(taken.Job.SessionId, new(taken.Job.Id), taken.Token);
        return (new(taken, edit, engines.Find(edit.Engine)), variants);
    }

    /// <returns>Null where there is work to do.</returns>
    private async Task<Meaning.Answer?> AnswerAsync(EditCourse course, EngineCapabilities engine)
    {
        var meaning = await conversation.ReadAsync(course.Edit, engine);
        course.Wish = meaning as Meaning.Wish ?? course.Wish;
        return meaning as Meaning.Answer;
    }

    /// <returns>Why variants are missing, if any are; null when an input is gone.</returns>
    private async Task<IReadOnlyList<Problem>?> WorkAsync(
        EditCourse course, IReadOnlyList<VariantState> variants, CancellationToken cancellationToken)
    {
        if (course.Generator is null)
        {
            return [EditFailures.EngineGone(course.Edit.Engine)];
        }

        return await ReadSafelyAsync(course, async () =>
            await materials.ReadAsync(course.Wish.Edit, course.Engine!, cancellationToken) is { } material
                ? await MakeAsync(course, variants, material, cancellationToken) : null);
    }

    /// <returns>That an input is no picture or mask, where it is not; else what the work returns.</returns>
    private async Task<IReadOnlyList<Problem>?> ReadSafelyAsync(EditCourse course, Func<Task<IReadOnlyList<Problem>?>> workAsync)
    {
        try
        {
            return await workAsync();
        }
        catch (Exception exception) when (exception is CorruptImageException or FileNotFoundException)
        {
            LogBadInput(exception, course.Edit.Id);
            return [EditFailures.BadInput];
        }
        catch (UnusableMaskException exception)
        {
            LogBadInput(exception, course.Edit.Id);
            return [EditFailures.EmptyMask];
        }
    }

    private async Task<IReadOnlyList<Problem>?> MakeAsync(
        EditCourse course, IReadOnlyList<VariantState> variants, EditMaterial material, CancellationToken cancellationToken)
    {
        if (material.MaskReading is { } reading && course.Edit.Mask != reading)
        {
            course.Edit = course.Edit with { Mask = reading };
            await work.ReportAsync(course.Edit, course.Token);
        }

        var problems = new List<Problem>();
        for (var variant = 0; variant < variants.Count && problems.All(EditFailures.IsBadLuck); variant++)
        {
            var problem = variants[variant] switch
            {
                { IsDone: true } => null,
                { Problem: { } known } => known,
                { IsAsked: true } => await LoseAsync(course, variant),
                _ => await maker.MakeAsync(course, variant, material, cancellationToken),
            };
            if (problem is not null)
            {
                problems.Add(problem);
            }
        }

        return problems;
    }

    private async Task<Problem> LoseAsync(EditCourse course, int variant)
    {
        await work.NoteFailedAsync(course.Edit, course.Token, variant, EditFailures.Lost);
        return EditFailures.Lost;
    }

    [LoggerMessage(LogLevel.Information, "Edit {EditId} is not wanted any more ({Status})", EventName = "edit.not-wanted")]
    private partial void LogNotWanted(string editId, Core.CommandStatus status);

    [LoggerMessage(LogLevel.Information, "Edit {EditId} fails: an input cannot be read", EventName = "edit.bad-input")]
    private partial void LogBadInput(Exception exception, string editId);

    [LoggerMessage(LogLevel.Information, "Edit {EditId} by {Engine} starts, try {Attempt}", EventName = "edit.started")]
    private partial void LogStarted(string editId, string engine, int attempt);
}
