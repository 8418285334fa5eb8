using System.Security.Cryptography;
using System.Text;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Messages;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using StackExchange.Redis;

namespace NanoBanana.Core.Sharing;

/// <summary>
/// Public copies of sessions, to be read and taken away. While its session is deleted a snapshot is not shown; it goes for good with it.
/// </summary>
internal sealed class SnapshotStore(IDatabase database, SessionTransaction transaction, SnapshotErasure erasure)
{
    /// <summary>A session's snapshots, newest first.</summary>
    public async Task<Page<SnapshotRow>> ListAsync(SessionId sessionId, string? cursor, int limit)
    {
        var before = cursor is null ? null : Cursors.Decode(cursor);
        return (await database.HashValuesAsync(Keys.Snapshots(sessionId))).Select(row => SnapshotRow.Read(row.Text()))
            .Where(snapshot => !snapshot.IsMaking && (before is null || string.CompareOrdinal(snapshot.Own, before) < 0))
            .OrderByDescending(snapshot => snapshot.Own, StringComparer.Ordinal).Take(limit + 1).ToList()
            .ToPage(limit, snapshot => Cursors.Encode(snapshot.Own));
    }

    /// <summary>A page of what a snapshot shows, oldest first; null when there is none (any more).</summary>
    public async Task<SnapshotPage?> ReadAsync(string code, string? cursor, int limit)
    {
        var place = SortedSetCursor.From(cursor) ?? new(0, "");
        if (await FindAsync(code) is not var (sessionId, snapshot) || !await IsShownAsync(sessionId))
        {
            return null;
        }

        var own = snapshot.Own;
        var ids = database.SortedSetRangeByScoreWithScoresAsync(
            Keys.SnapshotMessages(sessionId, own), place.Score, double.PositiveInfinity, Exclude.Start, Order.Ascending, 0, limit + 1);
        var pictures = await database.SortedSetRangeByValueAsync(
            Keys.SnapshotImages(sessionId, own), place.Member.Length == 0 ? default : place.Member, default, Exclude.Start,
            Order.Ascending, 0, limit + 1);
        var entries = (await ids).Take(limit).ToList();
        var rows = await database.HashGetAsync(Keys.SnapshotMessageRows(sessionId, own), [.. entries.Select(entry => entry.Element)]);
        var messages = rows.Where(row => !row.IsNull).Select(row => MessageStore.Read(row.Text()))
            .Select(message => message with { ImageIds = [.. message.ImageIds.Select(snapshot.IdOf)] }).ToList();
        var wanted = messages.SelectMany(message => message.ImageIds)
            .Concat(pictures.Take(limit).Select(id => new ImageId(id.Text()))).Distinct();
        var found = await database.HashGetAsync(Keys.SnapshotImageRows(sessionId, own), [.. wanted.Select(id => (RedisValue)id.Value)]);
        var images = found.Where(row => !row.IsNull).Select(row => snapshot.Show(ImageStore.Read(row.Text())))
            .OrderBy(image => image.Id).ToList();
        var shown = images.Select(image => image.Id).ToHashSet();
        var hasMore = (await ids).Length > limit || pictures.Length > limit;
        var next = new SortedSetCursor(
            entries.Count > 0 ? entries[^1].Score : place.Score,
            pictures.Length > 0 ? pictures[Math.Min(limit, pictures.Length) - 1].Text() : place.Member);
        return new(
            snapshot,
            [
                .. messages.Select(message => message with { ImageIds = [.. message.ImageIds.Where(shown.Contains)] })
                    .Where(message => message.Text.Length > 0 || message.ImageIds.Count > 0),
            ],
            images,
            hasMore ? next.ToCursor() : null);
    }

    /// <summary>An image that a snapshot shows, by the snapshot's own id of it.</summary>
    public async Task<ImageRow?> FindImageAsync(string own, ImageId imageId) =>
        Id.IsOwn(own)
        && await SessionOfAsync(own) is { } sessionId
        && await IsShownAsync(sessionId)
        && await FindInAsync(sessionId, own) is { } snapshot
        && (string?)await database.HashGetAsync(Keys.SnapshotImageRows(sessionId, own), imageId.Value) is { } row
            ? snapshot.Show(ImageStore.Read(row))
            : null;

    /// <summary>Takes a snapshot away for the owner of its session. It is hidden first: a crash leaves nothing that can be read.</summary>
    public async Task<CommandStatus> DeleteAsync(UserId callerId, string code)
    {
        if (await FindAsync(code) is not var (sessionId, snapshot))
        {
            return CommandStatus.Missing;
        }

        var reply = await transaction.CommitAsync(SnapshotScripts.Replace, sessionId, callerId, Role.Owner,
            [Keys.Snapshots(sessionId)], [snapshot.Own, (snapshot with { IsMaking = true }).Write()]);
        return reply.IsOk ? await erasure.DropAsync(sessionId, snapshot) : reply.Status;
    }

    private async Task<(SessionId SessionId, SnapshotRow Snapshot)?> FindAsync(string code) =>
        LinkCode.IdIn(code) is { } own
        && await SessionOfAsync(own) is { } sessionId
        && await FindInAsync(sessionId, own) is { } snapshot
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(code), Encoding.ASCII.GetBytes(snapshot.Code))
            ? (sessionId, snapshot)
            : null;

    private async Task<SessionId?> SessionOfAsync(string own) =>
        (string?)await database.StringGetAsync(Keys.SnapshotSession(own)) is { } id ? new(id) : null;

    /// <summary>Null while it is made, or about to go.</summary>
    private async Task<SnapshotRow?> FindInAsync(SessionId sessionId, string own) =>
        (string?)await database.HashGetAsync(Keys.Snapshots(sessionId), own) is { } row
        && SnapshotRow.Read(row) is { IsMaking: false } snapshot
            ? snapshot
            : null;

    private async Task<bool> IsShownAsync(SessionId sessionId) =>
        await database.HashGetAsync(Keys.Session(sessionId), ["ownerId", "deletedAt"]) is [{ IsNull: false }, { IsNull: true }];
}

/// <summary>A page of a snapshot.</summary>
/// <param name="Images">Those of the messages, and the next ones that the snapshot holds.</param>
internal sealed record SnapshotPage(
    SnapshotRow Snapshot, IReadOnlyList<Message> Messages, IReadOnlyList<ImageRow> Images, string? NextCursor);
