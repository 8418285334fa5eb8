using System.Text;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Throttling;
using StackExchange.Redis;

namespace NanoBanana.Core.Images.Pins;

/// <summary>Comments at places of pictures. They are hidden while their picture is in the bin, and go with it.</summary>
internal sealed class PinStore(
    IDatabase database, ImageStore images, SessionTransaction transaction, StorageQuota quota, TimeProvider time)
{
    private const int Attempts = 8;

    /// <summary>Adds a pin for an editor; adding it again changes nothing.</summary>
    /// <returns><see cref="CommandStatus.Unknown"/> where the place or the area is outside the picture.</returns>
    /// <exception cref="StorageFullException">The owner of the session keeps as much text as they may.</exception>
    public async Task<CommandResult<Pin>> CreateAsync(
        UserId userId, ImageId imageId, string id, int x, int y, SelectionBox? area, string text)
    {
        if (await images.FindAsync(userId, imageId) is not { } found)
        {
            return CommandStatus.Missing;
        }

        if (found.Role < Role.Editor)
        {
            return CommandStatus.Forbidden;
        }

        if (!IsInside(found.Image, x, y, area))
        {
            return CommandStatus.Unknown;
        }

        var pin = new Pin(id, found.Image.SessionId, imageId, userId, x, y, area, text, [], false, time.GetUtcNow(), null);
        var row = Write(pin);
        await using var place = await quota.TakeTextAsync(pin.SessionId, Encoding.UTF8.GetByteCount(row));
        var reply = await transaction.CommitAsync(
            PinScripts.Create, pin.SessionId, userId, Role.Editor,
            [Keys.PinOrder(pin.SessionId), Keys.Pins(pin.SessionId), Keys.ImageRows(pin.SessionId)],
            [imageId.Value, id, row, Limits.ImageMaxPins]);
        return reply.Read(Read);
    }

    /// <summary>The pins of a picture, oldest first; null when the user may not see it.</summary>
    public async Task<Page<Pin>?> ListAsync(UserId userId, ImageId imageId, string? cursor, int limit)
    {
        if (await images.FindAsync(userId, imageId) is not { } found)
        {
            return null;
        }

        var session = found.Image.SessionId;
        var after = cursor is null ? "" : Cursors.Decode(cursor);
        var members = await database.SortedSetRangeByValueAsync(
            Keys.PinOrder(session), $"{imageId}:{after}", $"{imageId};", Exclude.Both, Order.Ascending, 0, limit + 1);
        var ids = members.Select(member => (RedisValue)member.Text()[(imageId.Value.Length + 1)..]);
        var rows = await database.HashGetAsync(Keys.Pins(session), [.. ids]);
        return rows.Where(row => !row.IsNull).Select(row => Read(row.Text())).ToList().ToPage(limit, pin => Cursors.Encode(pin.Id));
    }

    /// <summary>All pins of the pictures of a session.</summary>
    public async Task<List<Pin>> OfSessionAsync(SessionId sessionId)
    {
        var pins = await database.HashScanAsync(Keys.Pins(sessionId)).Select(row => Read(row.Value.Text())).ToListAsync();
        var there = (await database.HashKeysAsync(Keys.ImageRows(sessionId))).Select(id => new ImageId(id.Text())).ToHashSet();
        return [.. pins.Where(pin => there.Contains(pin.ImageId)).DistinctBy(pin => pin.Id).OrderBy(pin => pin.Id, StringComparer.Ordinal)];
    }

    /// <summary>The pin and the user's role; null unless the user may see it.</summary>
    public async Task<PinAccess?> FindAsync(UserId userId, string id) =>
        Id.SessionOf(id) is { } sessionId && (string?)await database.HashGetAsync(Keys.Pins(sessionId), id) is { } row
            && Read(row) is var pin && await images.FindAsync(userId, pin.ImageId) is { } found
            ? new(pin, found.Role) : null;

    /// <summary>Adds a reply; adding it again changes nothing.</summary>
    public Task<CommandResult<Pin>> ReplyAsync(UserId userId, string id, string replyId, string text) => ChangeAsync(
        userId, id, pin => pin.Replies.Any(reply => reply.Id == replyId) ? pin
            : pin.Replies.Count >= Limits.PinMaxReplies ? null
            : pin with { Replies = [.. pin.Replies, new(replyId, userId, text, time.GetUtcNow())] });

    /// <summary>Settles a pin, or opens it again.</summary>
    public Task<CommandResult<Pin>> ResolveAsync(UserId userId, string id, bool resolved) => ChangeAsync(
        userId, id, pin => pin.Resolved == resolved ? pin : pin with { Resolved = resolved, ResolvedBy = resolved ? userId : null });

    /// <summary>Deletes a pin for who wrote it, or for the owner.</summary>
    public async Task<CommandStatus> DeleteAsync(UserId userId, string id)
    {
        if (await FindAsync(userId, id) is not { } found)
        {
            return CommandStatus.Missing;
        }

        var (pin, role) = found;
        return role == Role.Owner || (role == Role.Editor && pin.AuthorId == userId)
            ? (await transaction.CommitAsync(
                PinScripts.Delete, pin.SessionId, userId, Role.Editor,
                [Keys.PinOrder(pin.SessionId), Keys.Pins(pin.SessionId), Keys.ImageRows(pin.SessionId)],
                [pin.ImageId.Value, id, $$"""{"id":"{{id}}"}"""])).Status
            : CommandStatus.Forbidden;
    }

    /// <param name="change">Null where there is no room for it; the same where nothing changes.</param>
    private async Task<CommandResult<Pin>> ChangeAsync(UserId userId, string id, Func<Pin, Pin?> change)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await FindAsync(userId, id) is not { } found)
            {
                return CommandStatus.Missing;
            }

            var (pin, role) = found;
            if (role < Role.Editor)
            {
                return CommandStatus.Forbidden;
            }

            if (change(pin) is not { } changed)
            {
                return CommandStatus.Full;
            }

            if (ReferenceEquals(changed, pin))
            {
                return pin;
            }

            var (before, row) = (Write(pin), Write(changed));
            await using var place = await quota.TakeTextAsync(pin.SessionId, Math.Max(0, row.Length - before.Length));
            var reply = await transaction.CommitAsync(
                PinScripts.Update, pin.SessionId, userId, Role.Editor, [Keys.Pins(pin.SessionId), Keys.ImageRows(pin.SessionId)],
                [pin.ImageId.Value, id, before, row]);
            if (reply.Status != CommandStatus.Done)
            {
                return reply.With(changed);
            }
        }

        return CommandStatus.Done;
    }

    private static bool IsInside(ImageRow image, int x, int y, SelectionBox? area) =>
        x >= 0 && y >= 0 && x < image.Width && y < image.Height
        && (area is null || (area is { X: >= 0, Y: >= 0, Width: > 0, Height: > 0 }
            && (long)area.X + area.Width <= image.Width && (long)area.Y + area.Height <= image.Height));

    private static Pin Read(string json) => JsonSerializer.Deserialize(json, RowJson.Rows.Pin)!;

    public static string Write(Pin pin) => JsonSerializer.Serialize(pin, RowJson.Rows.Pin);
}

/// <summary>A pin and the role of who asks for it.</summary>
internal readonly record struct PinAccess(Pin Pin, Role Role);
