using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Messages;
using NanoBanana.Core.Edits.Runs;
using NanoBanana.Core.Images;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using StackExchange.Redis;

namespace NanoBanana.Core.Edits;

/// <summary>
/// What a worker commits of an edit. Every commit carries the worker's token: only the newest worker's counts, and none once the edit
/// is finished. Such a commit throws <see cref="EditNotWantedException"/>.
/// </summary>
internal sealed class EditWork(IDatabase database, SessionTransaction transaction, EditSettlement settlement, TimeProvider time)
{
    private static readonly SessionScript ClaimScript = SessionScript.Load("edits/claim");
    private static readonly SessionScript NoteScript = SessionScript.Load("edits/note");
    private static readonly SessionScript ProgressScript = SessionScript.Load("edits/progress");
    private static readonly SessionScript DeliverScript = SessionScript.Load("edits/deliver");
    private static readonly SessionScript FinishScript = SessionScript.Load("edits/finish");

    /// <summary>The worker takes the edit in hand; those with lower tokens are shut out from then on. The first one starts it.</summary>
    public async Task<ClaimedEdit> ClaimAsync(SessionId sessionId, EditId id, long token)
    {
        if (await database.FindEditAsync(sessionId, id) is not { } edit)
        {
            throw new EditNotWantedException(CommandStatus.Missing);
        }

        var started = edit with { Status = EditStatus.Running, StartedAt = time.GetUtcNow() };
        var fields = await QuietlyAsync(ClaimScript, started, token, edit.Variants);
        return new(EditRows.Read(fields[1].Text()), [.. fields[2..].Select(state => VariantState.Read(state.Text()))]);
    }

    /// <summary>An engine is about to be asked for a variant: should nobody note what came of it, it is not asked again.</summary>
    public Task NoteAskedAsync(Edit edit, long token, int variant) => NoteAsync(edit, token, variant, VariantState.Asked);

    /// <summary>Asking was in vain and cost nothing: it may be repeated.</summary>
    /// <param name="kept">How far the steps of a run were before.</param>
    public Task ForgetAskedAsync(Edit edit, long token, int variant, KeptStep? kept = null) =>
        NoteAsync(edit, token, variant, VariantState.Keeping(kept));

    /// <summary>A step of a run is done that is not to be repeated.</summary>
    public Task NoteKeptAsync(Edit edit, long token, KeptStep kept) => NoteAsync(edit, token, 0, VariantState.Keeping(kept));

    /// <summary>There will be no such variant.</summary>
    public Task NoteFailedAsync(Edit edit, long token, int variant, Problem problem) =>
        NoteAsync(edit, token, variant, VariantState.Failed(problem));

    public Task ReportAsync(Edit edit, long token) => QuietlyAsync(ProgressScript, edit, token);

    /// <summary>A result is there: its row, and the edit that names it.</summary>
    public async Task DeliverAsync(Edit edit, long token, int variant, ImageRow image)
    {
        var reply = await transaction.CommitAsync(DeliverScript, edit.SessionId, null, Role.Owner,
            [.. WorkKeys(edit.SessionId), Keys.Images(edit.SessionId), Keys.ImageRows(edit.SessionId), Keys.Parents(edit.SessionId)],
            [
                edit.Id.Value, token, EditRows.Write(edit), VariantState.Field(edit.Id, variant),
                image.Id.Value, JsonSerializer.Serialize(image, RowJson.Rows.ImageRow), image.StoredBytes,
                .. edit.ImageIds.Select(input => (RedisValue)input.Value),
            ]);
        EditNotWantedException.ThrowUnless(reply.Status);
    }

    /// <summary>
    /// The end: the edit, and with results the assistant's message, are one commit. A prompt that came to nothing is no title any more.
    /// </summary>
    public async Task FinishAsync(Edit edit, long token, Message? answer)
    {
        var type = edit.Status == EditStatus.Succeeded ? "edit.succeeded" : "edit.failed";

        // What was answered in words, or with a picture that was there, names no session.
        var isEntitled = edit is { ResultIds.Count: > 0, Units.Charged: > 0, RunId: null };
        RedisValue[] message = answer is null ? [] : [answer.Id, MessageStore.Write(answer)];
        var reply = await transaction.CommitAsync(FinishScript, edit.SessionId, null, Role.Owner,
            [.. WorkKeys(edit.SessionId), Keys.Messages(edit.SessionId), Keys.MessageRows(edit.SessionId), .. RunKeys.Of(edit)],
            [edit.Id.Value, token, EditRows.Write(edit), type, edit.Variants, isEntitled ? DerivedTitle.From(edit.Prompt) : "", .. message],
            afterCommit: () => settlement.SettleAsync(edit));
        EditNotWantedException.ThrowUnless(reply.Status);
    }

    private Task NoteAsync(Edit edit, long token, int variant, string state) =>
        QuietlyAsync(NoteScript, edit, token, VariantState.Field(edit.Id, variant), state);

    private async Task<RedisResult[]> QuietlyAsync(SessionScript script, Edit edit, long token, params RedisValue[] more)
    {
        var reply = await transaction.CommitWithoutFanOutAsync(
            script, edit.SessionId, WorkKeys(edit.SessionId), [edit.Id.Value, token, EditRows.Write(edit), .. more]);
        EditNotWantedException.ThrowUnless(reply.Status);
        return reply.Fields;
    }

    private static RedisKey[] WorkKeys(SessionId id) => [Keys.EditRows(id), Keys.OpenEdits(id), Keys.Fences(id), Keys.Variants(id)];
}

/// <summary>An edit that a worker took in hand.</summary>
/// <param name="Variants">How far each of its variants is.</param>
internal sealed record ClaimedEdit(Edit Edit, IReadOnlyList<VariantState> Variants);
