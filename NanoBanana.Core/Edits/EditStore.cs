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
    IDatabase database, SessionStore sessions, SessionTransaction transaction, EditJobs jobs, EditCancellation cancellation, StorageQuota quota)
{
    /// <summary>The edit and the message that asks for it are one commit; names what it does not know: <c>imageIds</c> or <c>maskImageId</c>.</summary>
    private static readonly SessionScript CreateScript = new("""
        local order, rows, open, messages, texts, images = K[1], K[2], K[3], K[4], K[5], K[6]
        local id, data, message, text, title, mask = A[1], A[2], A[3], A[4], A[5], A[6]
        local known = redis.call('HGET', rows, id)
        if known then return {'ok', known} end
        local function usable(image)
          local row = redis.call('HGET', images, image)
          return row and cjson.decode(row).status ~= 'rejected'
        end
        for i = 7, #A do
          if not usable(A[i]) then return {'unknown', 'imageIds'} end
        end
        if mask ~= '' and not usable(mask) then return {'unknown', 'maskImageId'} end
        put(texts, message, text)
        redis.call('HINCRBY', session, 'messageCount', 1)
        put(rows, id, data)
        redis.call('ZADD', order, 0, id)
        redis.call('HSET', open, id, 'work')
        touch()
        redis.call('ZADD', messages, emit('message.created', text), message)
        emit('edit.queued', data)
        if title ~= '' and redis.call('HGET', session, 'title') == '' then
          redis.call('HSET', session, 'title', title, 'titleFrom', id)
          emit('session.updated')
        end
        return {'ok', data}
        """);

    /// <summary>Adds an edit with the message that asks for it, and queues its work; adding it again changes nothing.</summary>
    /// <returns>With <see cref="CommandResult.Unknown"/> the field that names an image which is not there, not of this session, or
    /// rejected.</returns>
    public async Task<(CommandResult Outcome, Edit? Edit, string? Field)> CreateAsync(string userId, Edit edit)
    {
        var id = edit.SessionId;
        var message = new Message(
            edit.MessageId, id, edit.AuthorId, MessageRole.User, edit.Prompt, edit.ImageIds, edit.Id, edit.CreatedAt, null);
        var (row, text) = (EditRows.Write(edit), MessageStore.Write(message));
        await using var place = await quota.TakeTextAsync(id, Encoding.UTF8.GetByteCount(row) + Encoding.UTF8.GetByteCount(text));
        var (outcome, answer) = await transaction.CommitAsync(CreateScript, id, userId, Role.Editor,
            [
                Keys.Edits(id), Keys.EditRows(id), Keys.OpenEdits(id), Keys.Messages(id), Keys.MessageRows(id), Keys.ImageRows(id),
            ],
            [
                edit.Id, row, message.Id, text, DerivedTitle.From(edit.Prompt),
                edit.MaskImageId ?? "", .. edit.ImageIds.Select(image => (RedisValue)image),
            ],
            afterCommit: () => jobs.EnqueueAsync(edit));
        return outcome switch
        {
            CommandResult.Ok => (outcome, EditRows.Read(answer[1].Text()), null),
            CommandResult.Unknown => (outcome, null, answer[1].Text()),
            _ => (outcome, null, null),
        };
    }

    /// <summary>The edit and the user's role; null unless the user may see it.</summary>
    public async Task<(Edit Edit, Role Role)?> FindAsync(string userId, string id) =>
        Id.SessionOf(id) is { } sessionId
        && await sessions.RoleAsync(userId, sessionId) is { } role
        && await database.FindEditAsync(sessionId, id) is { } edit
            ? (edit, role)
            : null;

    /// <summary>An editor may cancel their own edits, the owner all.</summary>
    public async Task<CommandResult> CancelAsync(string userId, string id)
    {
        if (await FindAsync(userId, id) is not { } found)
        {
            return CommandResult.Missing;
        }

        var (edit, role) = found;
        return role < Role.Editor || edit.AuthorId != userId && role != Role.Owner
            ? CommandResult.Forbidden
            : await cancellation.CancelAsync(edit.SessionId, id, userId);
    }
}
