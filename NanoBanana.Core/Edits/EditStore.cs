using System.Text;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Messages;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Throttling;
using StackExchange.Redis;

namespace NanoBanana.Core.Edits;

/// <summary>The edits of sessions, for those who ask for them.</summary>
internal sealed class EditStore(
    IDatabase database, SessionStore sessions, SessionTransaction transaction, EditJobs jobs, EditCancellation cancellation,
    StorageQuota quota)
{
    private static readonly SessionScript CreateScript = SessionScript.Load("edits/create");

    /// <summary>Adds an edit with the message that asks for it, and queues its work; adding it again changes nothing.</summary>
    /// <returns>With <see cref="CommandStatus.Unknown"/> the field that names an image which is not there, not of this session, or
    /// rejected.</returns>
    public async Task<CommandResult<Edit>> CreateAsync(UserId userId, Edit edit)
    {
        var id = edit.SessionId;
        var message = new Message(
            edit.MessageId, id, edit.AuthorId, MessageRole.User, edit.Prompt, edit.ImageIds, edit.Id, edit.CreatedAt, null);
        var (row, text) = (EditRows.Write(edit), MessageStore.Write(message));
        await using var place = await quota.TakeTextAsync(id, Encoding.UTF8.GetByteCount(row) + Encoding.UTF8.GetByteCount(text));
        var reply = await transaction.CommitAsync(CreateScript, id, userId, Role.Editor,
            [
                Keys.Edits(id), Keys.EditRows(id), Keys.OpenEdits(id), Keys.Messages(id), Keys.MessageRows(id), Keys.ImageRows(id),
            ],
            [
                edit.Id.Value, row, message.Id, text, DerivedTitle.From(edit.Prompt),
                edit.MaskImageId ?? "", .. edit.ImageIds.Select(image => (RedisValue)image.Value),
            ],
            afterCommit: () => jobs.EnqueueAsync(edit));
        return reply.Status == CommandStatus.Unknown
            ? CommandResult<Edit>.Refused(reply.Status, field: reply.Fields[1].Text())
            : reply.Read(EditRows.Read);
    }

    /// <summary>The edit and the user's role; null unless the user may see it.</summary>
    public async Task<EditAccess?> FindAsync(UserId userId, EditId id) =>
        Id.SessionOf(id) is { } sessionId
        && await sessions.RoleAsync(userId, sessionId) is { } role
        && await database.FindEditAsync(sessionId, id) is { } edit
            ? new(edit, role)
            : null;

    /// <summary>An editor may cancel their own edits, the owner all.</summary>
    public async Task<CommandStatus> CancelAsync(UserId userId, EditId id)
    {
        if (await FindAsync(userId, id) is not { } found)
        {
            return CommandStatus.Missing;
        }

        var (edit, role) = found;
        return role < Role.Editor || edit.AuthorId != userId && role != Role.Owner
            ? CommandStatus.Forbidden
            : await cancellation.CancelAsync(edit.SessionId, id, userId);
    }
}

/// <summary>An edit and the role of who asks for it.</summary>
internal readonly record struct EditAccess(Edit Edit, Role Role);
