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
    /// <returns><see cref="CommandResult.Unknown"/> when the picture is none of the session.</returns>
    public async Task<(CommandResult Outcome, Reference? Reference)> CreateAsync(string sessionId, Reference reference)
    {
        if (Id.SessionOf(reference.ImageId) != sessionId || await images.FindAsync(reference.AuthorId, reference.ImageId) is null)
        {
            return (CommandResult.Unknown, null);
        }

        var row = Write(reference);
        if (reference.SessionId is null)
        {
            return await KeepAsync(reference.AuthorId, reference.Id, row, isChange: false);
        }

        await using var place = await quota.TakeTextAsync(sessionId, Encoding.UTF8.GetByteCount(row));
        var (outcome, answer) = await transaction.CommitAsync(
            CreateScript, sessionId, reference.AuthorId, Role.Editor,
            [Keys.ImageReferences(sessionId), Keys.ImageRows(sessionId), Keys.ImageBin(sessionId)],
            [reference.Id, row, reference.ImageId, Limits.ReferencesMax]);
        return (outcome, outcome == CommandResult.Ok ? Read(answer[1].Text()) : null);
    }

    /// <summary>Those of a session and those that the user keeps, newest first, with the pictures that the user may see now.</summary>
    public async Task<Page<(Reference Reference, ImageRow Image)>> ListAsync(string userId, string sessionId, string? cursor, int limit)
    {
        var after = cursor is null ? null : Cursors.Decode(cursor);
        if (after is not null && Id.SessionOf(after) is null)
        {
            throw new BadCursorException();
        }

        var rows = await Task.WhenAll(
            database.HashGetAllAsync(Keys.ImageReferences(sessionId)), database.HashGetAllAsync(Keys.KeptReferences(userId)));
        var shown = new List<(Reference, ImageRow)>();
        foreach (var row in rows.SelectMany(found => found).Where(row => after is null || string.CompareOrdinal(row.Name.Text(), after) < 0)
            .OrderByDescending(row => row.Name.Text(), StringComparer.Ordinal))
        {
            var reference = Read(row.Value.Text());
            if (shown.Count <= limit && await images.FindAsync(userId, reference.ImageId) is { } found)
            {
                shown.Add((reference, found.Image));
            }
        }

        return shown.ToPage(limit, item => Cursors.Encode(item.Item1.Id));
    }

    /// <summary>The reference and the user's role, owner of what they keep; null unless they may see it.</summary>
    public async Task<(Reference Reference, Role Role)?> FindAsync(string userId, string id)
    {
        if (Id.SessionOf(id) is not { } scope)
        {
            return null;
        }

        if (scope == userId)
        {
            return (string?)await database.HashGetAsync(Keys.KeptReferences(userId), id) is { } kept ? (Read(kept), Role.Owner) : null;
        }

        return await sessions.RoleAsync(userId, scope) is { } role
            && (string?)await database.HashGetAsync(Keys.ImageReferences(scope), id) is { } row ? (Read(row), role) : null;
    }

    /// <summary>Gives a reference another name, for who keeps it or for the owner of its session.</summary>
    public async Task<(CommandResult Outcome, Reference? Reference)> RenameAsync(string userId, string id, string name)
    {
        if (await FindAsync(userId, id) is not { } found)
        {
            return (CommandResult.Missing, null);
        }

        if (!MayChange(userId, found))
        {
            return (CommandResult.Forbidden, null);
        }

        var renamed = found.Reference with { Name = name };
        if (renamed.SessionId is not { } sessionId)
        {
            return await KeepAsync(userId, id, Write(renamed), isChange: true);
        }

        await using var place = await quota.TakeTextAsync(sessionId, Encoding.UTF8.GetByteCount(name));
        var (outcome, _) = await transaction.CommitAsync(
            UpdateScript, sessionId, userId, Role.Editor, [Keys.ImageReferences(sessionId)], [id, Write(renamed)]);
        return (outcome, renamed);
    }

    /// <summary>Takes a reference off the shelf, for who keeps it or for the owner of its session. The picture stays.</summary>
    public async Task<CommandResult> DeleteAsync(string userId, string id)
    {
        if (await FindAsync(userId, id) is not { } found)
        {
            return CommandResult.Missing;
        }

        return !MayChange(userId, found) ? CommandResult.Forbidden
            : found.Reference.SessionId is { } sessionId ? (await transaction.CommitAsync(
                DeleteScript, sessionId, userId, Role.Editor, [Keys.ImageReferences(sessionId)], [id, $$"""{"id":"{{id}}"}"""])).Outcome
            : await database.HashDeleteAsync(Keys.KeptReferences(userId), id) ? CommandResult.Ok : CommandResult.Missing;
    }

    private async Task<(CommandResult, Reference?)> KeepAsync(string userId, string id, string row, bool isChange)
    {
        var kept = (await KeepScript.EvaluateAsync(
            database, [Keys.User(userId), Keys.KeptReferences(userId)], id, row, Limits.ReferencesMax, isChange ? 1 : 0)).Items();
        var outcome = Enum.Parse<CommandResult>(kept[0].Text(), ignoreCase: true);
        return (outcome, outcome == CommandResult.Ok ? Read(kept[1].Text()) : null);
    }

    private static bool MayChange(string userId, (Reference Reference, Role Role) found) =>
        found.Role == Role.Owner || (found.Role == Role.Editor && found.Reference.AuthorId == userId);

    private static Reference Read(string json) => JsonSerializer.Deserialize(json, RowJson.Rows.Reference)!;

    private static string Write(Reference reference) => JsonSerializer.Serialize(reference, RowJson.Rows.Reference);
}
