using System.Text.Json;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Imaging.Editing;
using StackExchange.Redis;

namespace NanoBanana.Core.Edits.Runs;

/// <summary>
/// Asks for the next edits of a run, as long as fewer than <see cref="EditOptions.OpenPerRun"/> are open. Anybody may feed it at any time:
/// a
/// picture is taken once, and what a crash leaves out the reconciler does.
/// </summary>
internal sealed class RunFeeder(
    IDatabase database, SessionTransaction transaction, UnitLedger units, EditJobs jobs, EngineCatalogue engines, EditMetrics metrics,
    PendingWork pending, IOptions<EditOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    public async Task FeedAsync(SessionId sessionId, string runId)
    {
        while (await NextAsync(sessionId, runId) is { } next && await FeedAsync(next))
        {
        }
    }

    /// <returns>Whether another picture may be taken.</returns>
    private async Task<bool> FeedAsync(NextPicture next)
    {
        if (ProblemOf(next) is { } problem)
        {
            return await CommitAsync(next, null, Write(problem)) is CommandStatus.Ok or CommandStatus.Done;
        }

        var (run, now) = (next.Run, time.GetUtcNow());
        if (await database.HashExistsAsync(Keys.User(run.AuthorId), "disabled"))
        {
            await CancelAsync(run.Id, null);
            return false;
        }

        var edit = new Edit(
            new(Id.InSession(Id.New(now), run.SessionId)), run.SessionId, EditStatus.Queued,
            Steps.WordsOf(run.Steps, Limits.PromptMaxLength),
            [next.ImageId], null, 1, run.Engine, 0, [], null, run.MessageId, null, now, null, null, run.AuthorId, null,
            new(engines.UnitsOf(run.Steps), 0))
        {
            RunId = run.Id,
        };
        var item = WorkItem.Units(edit.AuthorId, edit.Id);
        var dueAt = await pending.EnqueueAsync(item);
        var reserved = await units.ReserveAsync(
            edit.AuthorId, edit.Id, edit.Units.Estimated, engines.CapabilitiesOf(run.Engine) is { IsRemote: true });
        if (reserved != Reservation.Ok)
        {
            await pending.CompleteAsync(item, dueAt);
            await WaitAsync(run, reserved);
            return false;
        }

        var status = await CommitAsync(next, edit, Write(TooManyUnits(run)));
        if (status == CommandStatus.Ok)
        {
            metrics.Asked(edit, edit.Units.Estimated);
        }
        else
        {
            await units.DropAsync(edit.AuthorId, edit.Id);
        }

        await pending.CompleteAsync(item, dueAt);
        if (status is CommandStatus.Missing or CommandStatus.Forbidden)
        {
            // Its author may not edit here any more; in a deleted session this is refused, too.
            await CancelAsync(run.Id, null);
        }

        return status is CommandStatus.Ok or CommandStatus.Done or CommandStatus.Unknown;
    }

    /// <summary>Takes no further picture.</summary>
    /// <param name="userId">Who cancels; null for the system.</param>
    public async Task<CommandStatus> CancelAsync(string runId, UserId? userId, Func<Task>? afterCommit = null) =>
        (await transaction.CommitAsync(RunScripts.Cancel, Id.SessionOf(runId)!.Value, userId, Role.Editor,
            [RunKeys.Run(runId), RunKeys.Waiting(runId), RunKeys.Open(runId)], [Now()], afterCommit)).Status;

    private async Task<CommandStatus> CommitAsync(NextPicture next, Edit? edit, string problem)
    {
        var (id, session) = (next.Run.Id, next.Run.SessionId);
        return (await transaction.CommitAsync(RunScripts.Feed, session, next.Run.AuthorId, Role.Editor,
            [
                RunKeys.Run(id), RunKeys.Waiting(id), RunKeys.Failures(id), RunKeys.Open(id),
                Keys.Edits(session), Keys.EditRows(session), Keys.OpenEdits(session), Keys.ImageRows(session),
            ],
            [
                next.ImageId.Value, edit?.Id.Value ?? "", edit is null ? "" : EditRows.Write(edit), edit?.Units.Estimated ?? 0,
                options.Value.OpenPerRun, problem, Now(),
            ],
            afterCommit: () => edit is null ? Task.CompletedTask : jobs.EnqueueAsync(edit))).Status;
    }

    private async Task<NextPicture?> NextAsync(SessionId sessionId, string runId)
    {
        var reading = database.ListGetByIndexAsync(RunKeys.Waiting(runId), 0);
        var fields = await database.HashGetAsync(RunKeys.Run(runId), ["json", "steps", "status", "open"]);
        if ((string?)await reading is not { } image || fields[2] != "running" || (int)fields[3] >= options.Value.OpenPerRun)
        {
            return null;
        }

        var row = (string?)await database.HashGetAsync(Keys.ImageRows(sessionId), image);
        return new(RunRow.Read(fields[0].Text()), StepRow.Read(fields[1].Text()), new(image), row is null ? null : ImageStore.Read(row));
    }

    /// <returns>Why the picture cannot be worked on; null when it can.</returns>
    private Problem? ProblemOf(NextPicture next)
    {
        if (next.Image is not { Status: not ImageStatus.Rejected } image)
        {
            return new(RunProblems.Cancelled, "The picture is gone", "Restore it from the bin, then retry the failed ones.");
        }

        if (engines.MissingOf(next.Run.Steps) is { } gone)
        {
            return new(EditProblems.Provider, "The engine is not set up any more", $"Retry once {gone} is set up again.");
        }

        return next.Steps.Select(step => engines.CapabilitiesOf(step.Step.Engine)?.Excess?.Invoke(
            step.Step.Prompt, step.Language, [new PixelSize(image.Width, image.Height)])).FirstOrDefault(problem => problem is not null);
    }

    /// <summary>Notes why nothing more is asked for, and has the reconciler look again.</summary>
    private async Task WaitAsync(Run run, Reservation refused)
    {
        var wait = refused == Reservation.TooManyOpen ? Again : units.UntilTomorrow;
        if (refused != Reservation.TooManyOpen)
        {
            var (code, title) = refused == Reservation.TooManyAsks
                ? (RunProblems.TooManyEdits, "You asked for as many edits today as you may")
                : (EditProblems.QuotaDay, "Today's units are used up");
            await transaction.CommitWithoutFanOutAsync(RunScripts.Wait, run.SessionId, [RunKeys.Run(run.Id)],
                Write(new(code, title, "It goes on by itself after midnight UTC.", (int)Math.Ceiling(wait.TotalMinutes) * 60)));
        }

        await pending.EnqueueAsync(WorkItem.Change(WorkItem.Session(run.SessionId), run.Id), wait);
    }

    private static Problem TooManyUnits(Run run) => new(RunProblems.MaxUnits, "The next picture would cost more than the cap",
        $"Raise the cap of {run.MaxUnits} units, or cancel the run.");

    private string Now() => JsonSerializer.Serialize(time.GetUtcNow(), RowJson.Rows.DateTimeOffset).Trim('"');

    private static string Write(Problem problem) => JsonSerializer.Serialize(problem, RowJson.Rows.Problem);

    /// <param name="Image">Null when it is gone.</param>
    private sealed record NextPicture(Run Run, IReadOnlyList<StepRow> Steps, ImageId ImageId, ImageRow? Image);
}
