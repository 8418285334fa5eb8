using System.Text.Json;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Imaging.Editing;
using StackExchange.Redis;

namespace NanoBanana.Core.Images;

/// <summary>The images of sessions: their rows, not their bytes.</summary>
internal sealed class ImageStore(
    IDatabase database, SessionStore sessions, SessionTransaction transaction, ThumbnailJobs jobs, PendingWork pending)
{
    private static readonly SessionScript AddScript = SessionScript.Load("images/add");
    private static readonly SessionScript ClaimScript = SessionScript.Load("images/claim");
    private static readonly SessionScript FinishScript = SessionScript.Load("images/finish");
    private static readonly SessionScript ReviveScript = SessionScript.Load("images/revive");

    /// <summary>Adds a member's image whose bytes are stored, and queues its thumbnail; adding it again changes nothing.</summary>
    public async Task<CommandResult<ImageRow>> AddAsync(UserId userId, ImageRow image)
    {
        var id = image.SessionId;
        var change = pending.NewChange(WorkItem.Session(id));
        await pending.EnqueueAsync(change);
        var reply = await transaction.CommitPendingAsync(AddScript, id, userId, Role.Editor, change,
            [Keys.Images(id), Keys.ImageRows(id), Keys.Processing(id)], [image.Id.Value, Write(image), image.StoredBytes],
            afterCommit: () => jobs.EnqueueAsync(image));
        return reply.Read(Read);
    }

    /// <summary>The image and the user's role; null unless they may see it.</summary>
    public async Task<ImageAccess?> FindAsync(UserId userId, ImageId id)
    {
        if (Id.SessionOf(id) is not { } sessionId)
        {
            return null;
        }

        // Both in one round trip.
        var reading = database.HashGetAsync(Keys.ImageRows(sessionId), id.Value);
        var role = await sessions.RoleAsync(userId, sessionId);
        return (string?)await reading is { } row && role is not null ? new(Read(row), role.Value) : null;
    }

    /// <summary>The sizes of those images of a session that are there.</summary>
    public async Task<IReadOnlyList<PixelSize>> SizesAsync(SessionId sessionId, IReadOnlyList<ImageId> ids) => ids.Count == 0 ? [] :
        [.. (await database.HashGetAsync(Keys.ImageRows(sessionId), [.. ids.Select(id => (RedisValue)id.Value)]))
            .Where(row => !row.IsNull).Select(row => Read(row.Text())).Select(image => new PixelSize(image.Width, image.Height))];

    /// <summary>
    /// A worker with <paramref name="token"/> takes the image in hand; workers with lower tokens are shut out from then on.
    /// </summary>
    public async Task<CommandResult<ImageRow>> ClaimAsync(SessionId sessionId, ImageId id, long token)
    {
        var reply = await transaction.CommitWithoutFanOutAsync(ClaimScript, sessionId, WorkKeys(sessionId), id.Value, token);
        return reply.Read(Read);
    }

    /// <summary>Makes a processing image ready or rejected; once, and only for the newest worker.</summary>
    public async Task<CommandStatus> FinishAsync(ImageRow image, long token) =>
        (await transaction.CommitAsync(FinishScript, image.SessionId, null, Role.Owner, WorkKeys(image.SessionId),
            [image.Id.Value, token, ImageLabels.WriteWithout(image)])).Status;

    /// <summary>Makes a rejected image processing again, for another try.</summary>
    public async Task<CommandStatus> ReviveAsync(SessionId sessionId, ImageId id)
    {
        if ((string?)await database.HashGetAsync(Keys.ImageRows(sessionId), id.Value) is not { } row)
        {
            return CommandStatus.Missing;
        }

        var image = Read(row);
        return image.Status != ImageStatus.Rejected ? CommandStatus.Done : (await transaction.CommitAsync(
            ReviveScript, sessionId, null, Role.Owner, [Keys.ImageRows(sessionId), Keys.Processing(sessionId)],
            [id.Value, ImageLabels.WriteWithout(image with { Status = ImageStatus.Processing, Problem = null })])).Status;
    }

    public static ImageRow Read(string json) => JsonSerializer.Deserialize(json, RowJson.Rows.ImageRow)!;

    public static string Write(ImageRow image) => JsonSerializer.Serialize(image, RowJson.Rows.ImageRow);

    private static RedisKey[] WorkKeys(SessionId id) => [Keys.ImageRows(id), Keys.Processing(id), Keys.Fences(id)];
}

/// <summary>An image and the role of who asks for it.</summary>
internal readonly record struct ImageAccess(ImageRow Image, Role Role);
