using System.Text;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Throttling;
using StackExchange.Redis;

namespace NanoBanana.Core.Images.References;

/// <summary>
/// Pictures that sessions and users keep at hand, by name. The id of a kept one ends with its user's id, as that of another does with its
/// session's. A reference is a pointer: it shows what its reader may see, and nothing once the picture is gone.
/// </summary>
internal sealed class ReferenceStore(
    IDatabase database, ImageStore images, SessionStore sessions, SessionTransaction transaction, StorageQuota quota)
{
    private static readonly SessionScript CreateScript = SessionScript.Load("references/create");
    private static readonly SessionScript UpdateScript = SessionScript.Load("references/update");
    private static readonly SessionScript DeleteScript = SessionScript.Load("references/delete");
    private static readonly RedisScript KeepScript = RedisScript.Load("references/keep");

    /// <summary>Keeps a picture at hand; keeping it again changes nothing.</summary>
    /// <returns><see cref="CommandStatus.Unknown"/> when the picture is none of the session.</returns>
    public async Task<CommandResult<Reference>> CreateAsync(SessionId sessionId, Reference reference)
    {
        if (Id.SessionOf(reference.ImageId) != sessionId || await images.FindAsync(reference.AuthorId, reference.ImageId) is null)
        {
            return CommandStatus.Unknown;
        }

        var row = Write(reference);
        if (reference.SessionId is null)
        {
            return await KeepAsync(reference.AuthorId, reference.Id, row, isChange: false);
        }

        await using var place = await quota.TakeTextAsync(sessionId, Encoding.UTF8.GetByteCount(row));
        var reply = await transaction.CommitAsync(
            CreateScript, sessionId, reference.AuthorId, Role.Editor,
            [Keys.ImageReferences(sessionId), Keys.ImageRows(sessionId), Keys.ImageBin(sessionId)],
            [reference.Id, row, reference.ImageId.Value, Limits.ReferencesMax]);
        return reply.Read(Read);
    }

    /// <summary>Those of a session and those that the user keeps, newest first, with the pictures that the user may see now.</summary>
    public async Task<Page<ShownReference>> ListAsync(UserId userId, SessionId sessionId, string? cursor, int limit)
    {
        var after = cursor is null ? null : Cursors.Decode(cursor);
        if (after is not null && Id.SessionOf(after) is null)
        {
            throw new BadCursorException();
        }

        var rows = await Task.WhenAll(
            database.HashGetAllAsync(Keys.ImageReferences(sessionId)), database.HashGetAllAsync(Keys.KeptReferences(userId)));
        var shown = new List<ShownReference>();
        foreach (var row in rows.SelectMany(found => found).Where(row => after is null || string.CompareOrdinal(row.Name.Text(), after) < 0)
            .OrderByDescending(row => row.Name.Text(), StringComparer.Ordinal))
        {
            var reference = Read(row.Value.Text());
            if (shown.Count <= limit && await images.FindAsync(userId, reference.ImageId) is { } found)
            {
                shown.Add(new(reference, found.Image));
            }
        }

        return shown.ToPage(limit, item => Cursors.Encode(item.Reference.Id));
    }

    /// <summary>The reference and the user's role, owner of what they keep; null unless they may see it.</summary>
    public async Task<ReferenceAccess?> FindAsync(UserId userId, string id)
    {
        if (Id.ScopeOf(id) is not { } scope)
        {
            return null;
        }

        if (scope == userId)
        {
            return (string?)await database.HashGetAsync(Keys.KeptReferences(userId), id) is { } kept ? new(Read(kept), Role.Owner) : null;
        }

        var sessionId = new SessionId(scope);
        return await sessions.RoleAsync(userId, sessionId) is { } role
            && (string?)await database.HashGetAsync(Keys.ImageReferences(sessionId), id) is { } row ? new(Read(row), role) : null;
    }

    /// <summary>Gives a reference another name, for who keeps it or for the owner of its session.</summary>
    public async Task<CommandResult<Reference>> RenameAsync(UserId userId, string id, string name)
    {
        if (await FindAsync(userId, id) is not { } found)
        {
            return CommandStatus.Missing;
        }

        if (!MayChange(userId, found))
        {
            return CommandStatus.Forbidden;
        }

        var renamed = found.Reference with { Name = name };
        if (renamed.SessionId is not { } sessionId)
        {
            return await KeepAsync(userId, id, Write(renamed), isChange: true);
        }

        await using var place = await quota.TakeTextAsync(sessionId, Encoding.UTF8.GetByteCount(name));
        var reply = await transaction.CommitAsync(
            UpdateScript, sessionId, userId, Role.Editor, [Keys.ImageReferences(sessionId)], [id, Write(renamed)]);
        return reply.With(renamed);
    }

    /// <summary>Takes a reference off the shelf, for who keeps it or for the owner of its session. The picture stays.</summary>
    public async Task<CommandStatus> DeleteAsync(UserId userId, string id)
    {
        if (await FindAsync(userId, id) is not { } found)
        {
            return CommandStatus.Missing;
        }

        return !MayChange(userId, found) ? CommandStatus.Forbidden
            : found.Reference.SessionId is { } sessionId ? (await transaction.CommitAsync(
                DeleteScript, sessionId, userId, Role.Editor, [Keys.ImageReferences(sessionId)], [id, $$"""{"id":"{{id}}"}"""])).Status
            : await database.HashDeleteAsync(Keys.KeptReferences(userId), id) ? CommandStatus.Ok : CommandStatus.Missing;
    }

    private async Task<CommandResult<Reference>> KeepAsync(UserId userId, string id, string row, bool isChange)
    {
        var reply = ScriptReply.From((await KeepScript.EvaluateAsync(
            database, [Keys.User(userId), Keys.KeptReferences(userId)], id, row, Limits.ReferencesMax, isChange ? 1 : 0)).Items());
        return reply.Read(Read);
    }

    private static bool MayChange(UserId userId, ReferenceAccess found) =>
        found.Role == Role.Owner || (found.Role == Role.Editor && found.Reference.AuthorId == userId);

    private static Reference Read(string json) => JsonSerializer.Deserialize(json, RowJson.Rows.Reference)!;

    private static string Write(Reference reference) => JsonSerializer.Serialize(reference, RowJson.Rows.Reference);
}

/// <summary>A reference and the role of who asks for it.</summary>
internal readonly record struct ReferenceAccess(Reference Reference, Role Role);

/// <summary>A reference and its picture, which the reader may see.</summary>
internal readonly record struct ShownReference(Reference Reference, ImageRow Image);
