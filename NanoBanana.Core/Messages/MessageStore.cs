using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Messages;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Throttling;
using StackExchange.Redis;

namespace NanoBanana.Core.Messages;

/// <summary>The messages of a session.</summary>
internal sealed class MessageStore(
    IDatabase database, SessionStore sessions, KnownWriters writers, SessionTransaction transaction, StorageQuota quota, TimeProvider time)
{
    private static readonly SessionScript CreateScript = SessionScript.Load("messages/create");
    private static readonly SessionScript UpdateScript = SessionScript.Load("messages/update");
    private static readonly SessionScript DeleteScript = SessionScript.Load("messages/delete");

    /// <summary>Posts a message; one that was posted already with the same id is answered again.</summary>
    /// <returns>The message as its JSON, when it is there.</returns>
    /// <exception cref="StorageFullException">The owner of the session keeps as much text as they may.</exception>
    public async Task<CommandResult<ReadOnlyMemory<byte>>> CreateAsync(
        UserId userId, SessionId sessionId, string id, string text, IReadOnlyList<ImageId> imageIds)
    {
        var row = JsonSerializer.SerializeToUtf8Bytes(
            new(id, sessionId, userId, MessageRole.User, text, imageIds, null, time.GetUtcNow(), null), RowJson.Rows.Message);
        var owner = await writers.FindOwnerAsync(userId, sessionId);
        if (!owner.IsOk)
        {
            return owner.Status;
        }

        RedisKey[] keys = [Keys.Messages(sessionId), Keys.MessageRows(sessionId), Keys.ImageRows(sessionId)];
        RedisValue[] values = [id, row, DerivedTitle.From(text), .. imageIds.Select(image => (RedisValue)image.Value)];
        await using var place = await quota.AdmitTextOfAsync(owner.Value, row.Length);

        // What was reserved stays reserved until the owner's sums know of the text.
        var reply = place is null
            ? await transaction.CommitBeforeFanOutAsync(CreateScript, sessionId, userId, Role.Editor, keys, values)
            : await transaction.CommitAsync(CreateScript, sessionId, userId, Role.Editor, keys, values);
        return reply.With<ReadOnlyMemory<byte>>(reply.Fields.Length > 1 ? (byte[])reply.Fields[1]! : row);
    }

    /// <summary>A page back in time, ascending inside; null when the user is no member of the session.</summary>
    public Task<JsonPage?> ReadAsync(UserId userId, SessionId sessionId, string? cursor, int limit) =>
        database.ReadRowsAsync(Keys.Messages(sessionId), Keys.MessageRows(sessionId), cursor, limit, sessionId, userId);

    /// <summary>All messages, a page in memory at a time.</summary>
    public async IAsyncEnumerable<Message> OldestFirstAsync(
        SessionId sessionId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0.0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entries = await database.SortedSetRangeByScoreWithScoresAsync(
                Keys.Messages(sessionId), after, double.PositiveInfinity, Exclude.Start, Order.Ascending, 0, Limits.PageMax);
            var rows = await database.HashGetAsync(Keys.MessageRows(sessionId), [.. entries.Select(entry => entry.Element)]);
            foreach (var row in rows.Where(row => !row.IsNull))
            {
                yield return Read(row.Text());
            }

            if (entries.Length < Limits.PageMax)
            {
                yield break;
            }

            after = entries[^1].Score;
        }
    }

    public async Task<CommandResult<Message>> UpdateAsync(UserId userId, string id, string text)
    {
        var found = await FindOwnAsync(userId, id, mayOwner: false);
        if (!found.IsOk)
        {
            return found;
        }

        var message = found.Value;
        var changed = message with { Text = text, EditedAt = time.GetUtcNow() };
        var row = Write(changed);
        await using var place = await quota.TakeTextAsync(message.SessionId, Encoding.UTF8.GetByteCount(row));
        var reply = await transaction.CommitAsync(UpdateScript, message.SessionId, userId, Role.Editor,
            [Keys.MessageRows(message.SessionId), Keys.Reworded(message.SessionId)], [id, row]);
        return reply.With(changed);
    }

    public async Task<CommandStatus> DeleteAsync(UserId userId, string id)
    {
        var found = await FindOwnAsync(userId, id, mayOwner: true);
        if (!found.IsOk)
        {
            return found.Status;
        }

        var message = found.Value;
        return (await transaction.CommitAsync(DeleteScript, message.SessionId, userId, Role.Editor,
            [Keys.Messages(message.SessionId), Keys.MessageRows(message.SessionId)], [id, $$"""{"id":"{{id}}"}"""])).Status;
    }

    private async Task<CommandResult<Message>> FindOwnAsync(UserId userId, string id, bool mayOwner)
    {
        if (Id.SessionOf(id) is not { } sessionId
            || await sessions.RoleAsync(userId, sessionId) is not { } role
            || (string?)await database.HashGetAsync(Keys.MessageRows(sessionId), id) is not { } row)
        {
            return CommandStatus.Missing;
        }

        var message = Read(row);
        return role >= Role.Editor && (message.AuthorId == userId || mayOwner && role == Role.Owner)
            ? message
            : CommandStatus.Forbidden;
    }

    public static Message Read(string json) => JsonSerializer.Deserialize(json, RowJson.Rows.Message)!;

    public static string Write(Message message) => JsonSerializer.Serialize(message, RowJson.Rows.Message);
}
