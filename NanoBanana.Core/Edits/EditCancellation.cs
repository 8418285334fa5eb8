using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Edits.Runs;
using NanoBanana.Core.Images;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using StackExchange.Redis;

namespace NanoBanana.Core.Edits;

/// <summary>Cancels edits: what they made so far goes, and nothing is charged.</summary>
internal sealed class EditCancellation(
    IDatabase database, SessionTransaction transaction, ObjectReferences references, JobQueue jobs, EditSettlement settlement,
    EditMetrics metrics, TimeProvider time)
{
    private static readonly SessionScript Script = SessionScript.Load("edits/cancel");

    /// <param name="userId">Who cancels; null when it is because of something that vanished.</param>
    /// <returns><see cref="CommandStatus.Done"/> when it is finished already.</returns>
    public async Task<CommandStatus> CancelAsync(SessionId sessionId, EditId id, UserId? userId)
    {
        while (true)
        {
            if ((string?)await database.HashGetAsync(Keys.EditRows(sessionId), id.Value) is not { } row)
            {
                return CommandStatus.Missing;
            }

            var edit = EditRows.Read(row);
            var status = edit.IsFinished() ? CommandStatus.Done : await CancelAsync(edit, row, userId);
            if (status != CommandStatus.Unknown)
            {
                return status;
            }
        }
    }

    /// <summary>Cancels what is open in a session, or only what uses one image.</summary>
    public async Task AllAsync(SessionId sessionId, ImageId? imageId = null)
    {
        foreach (var entry in await database.HashGetAllAsync(Keys.OpenEdits(sessionId)))
        {
            var id = new EditId(entry.Name.Text());
            if (imageId is not { } image || (await database.FindEditAsync(sessionId, id))?.Inputs().Contains(image) == true)
            {
                await CancelAsync(sessionId, id, null);
            }
        }
    }

    /// <summary>Cancels the open edits of a run.</summary>
    public async Task OfRunAsync(SessionId sessionId, string runId)
    {
        foreach (var entry in await database.HashGetAllAsync(Keys.OpenEdits(sessionId)))
        {
            if (await database.FindEditAsync(sessionId, new(entry.Name.Text())) is { } edit && edit.RunId == runId)
            {
                await CancelAsync(sessionId, edit.Id, null);
            }
        }
    }

    private async Task<CommandStatus> CancelAsync(Edit edit, string row, UserId? userId)
    {
        var id = edit.SessionId;
        var cancelled = edit with { Status = EditStatus.Cancelled, ResultIds = [], FinishedAt = time.GetUtcNow() };
        var results = (await database.HashGetAsync(Keys.ImageRows(id), [.. edit.ResultIds.Select(result => (RedisValue)result.Value)]))
            .Where(result => !result.IsNull).Select(result => ImageStore.Read(result.Text())).ToList();
        foreach (var result in results)
        {
            await references.LookAfterAsync(result.Sha256);
        }

        var reply = await transaction.CommitAsync(Script, id, userId, Role.Editor,
            [
                Keys.EditRows(id), Keys.OpenEdits(id), Keys.Fences(id), Keys.Variants(id), Keys.Images(id), Keys.ImageRows(id),
                Keys.Pins(id), Keys.PinOrder(id), .. RunKeys.Of(edit),
            ],
            [
                edit.Id.Value, row, EditRows.Write(cancelled), edit.Variants,
                .. results.SelectMany(result => new RedisValue[] { result.Id.Value, result.StoredBytes }),
            ],
            afterCommit: async () =>
            {
                await jobs.CancelAsync(edit.Id);
                await Task.WhenAll(results.Select(result => references.GiveBackAsync(result.Sha256, result.Id)));
                await settlement.SettleAsync(cancelled);
            });
        if (reply.IsOk)
        {
            metrics.Ended(cancelled, "cancelled");
        }

        return reply.Status;
    }
}
