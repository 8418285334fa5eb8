using Microsoft.Extensions.Options;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using StackExchange.Redis;

namespace NanoBanana.Core.Sharing;

/// <summary>
/// Public copies of sessions. A copy is made inside Redis in one script; the bytes of its images are pinned before, so that they stay
/// when the images go. While its session is deleted a snapshot is not shown, and it goes for good with it.
/// </summary>
internal sealed class SnapshotStore(
    IDatabase database, SessionChanges changes, ObjectReferences references, SnapshotErasure erasure,
    IOptions<SharingOptions> options, TimeProvider time)
{
    private static readonly SessionScript CreateScript = new("""
        local snapshots, codes = K[1], K[2]
        local own, code, row, most = A[1], A[2], A[3], tonumber(A[4])
        local known = redis.call('HGET', snapshots, own)
        if known then return {'ok', known} end
        if redis.call('HLEN', snapshots) >= most then return {'full'} end
        redis.call('COPY', K[3], K[6])
        redis.call('COPY', K[4], K[7])
        for i = 5, #A do
          local image = redis.call('HGET', K[5], A[i])
          if image then redis.call('HSET', K[8], A[i], image) end
        end
        redis.call('HSET', snapshots, own, row)
        redis.call('HSET', codes, code, own)
        return {'ok', row}
        """);

    private static readonly SessionScript DeleteScript = new("""
        if redis.call('HDEL', K[1], A[1]) == 0 then return {'missing'} end
        redis.call('HDEL', K[2], A[2])
        redis.call('DEL', K[3], K[4], K[5])
        return {'ok'}
        """);

    public async Task<(Outcome Outcome, SnapshotRow? Snapshot)> CreateAsync(
        string callerId, string sessionId, string own, CancellationToken cancellationToken)
    {
        var title = await database.HashGetAsync(Keys.Session(sessionId), "title");
        var ready = (await database.HashValuesAsync(Keys.ImageRows(sessionId)))
            .Select(row => ImageStore.Read(row.Text())).Where(image => image.Status == ImageStatus.Ready).ToList();
        foreach (var sha256 in ready.Select(image => image.Sha256).Distinct())
        {
            await references.LookAfterAsync(sha256);
            await references.TakeAsync(sha256, Id.InSession(own, sessionId), cancellationToken);
        }

        var snapshot = new SnapshotRow(own, ShareCode.New(sessionId), title.Text(), time.GetUtcNow());
        var (outcome, answer) = await changes.RunAsync(CreateScript, sessionId, callerId, Role.Owner,
            [
                Keys.Snapshots(sessionId), Keys.SnapshotCodes(sessionId),
                Keys.Messages(sessionId), Keys.MessageRows(sessionId), Keys.ImageRows(sessionId),
                .. SnapshotErasure.KeysOf(sessionId, own),
            ],
            [own, snapshot.Code, snapshot.Write(), options.Value.SnapshotsPerSession, .. ready.Select(image => (RedisValue)image.Id)]);
        return (outcome, outcome == Outcome.Ok ? SnapshotRow.Read(answer[1].Text()) : null);
    }

    /// <summary>A session's snapshots, newest first.</summary>
    public async Task<Page<SnapshotRow>> ListAsync(string sessionId, string? cursor, int limit)
    {
        var before = cursor is null ? null : Cursors.Decode(cursor);
        return (await database.HashValuesAsync(Keys.Snapshots(sessionId))).Select(row => SnapshotRow.Read(row.Text()))
            .Where(snapshot => before is null || string.CompareOrdinal(snapshot.Own, before) < 0)
            .OrderByDescending(snapshot => snapshot.Own, StringComparer.Ordinal).Take(limit + 1).ToList()
            .ToPage(limit, snapshot => Cursors.Encode(snapshot.Own));
    }

    /// <summary>What a snapshot shows; null when there is none (any more).</summary>
    public async Task<(SnapshotRow Snapshot, IReadOnlyList<Message> Messages, IReadOnlyList<ImageRow> Images)?> ReadAsync(string code)
    {
        if (await FindAsync(code) is not var (sessionId, snapshot) || !await IsShownAsync(sessionId))
        {
            return null;
        }

        var order = database.SortedSetRangeByRankAsync(Keys.SnapshotMessages(sessionId, snapshot.Own));
        var messages = database.HashGetAllAsync(Keys.SnapshotMessageRows(sessionId, snapshot.Own));
        var images = (await database.HashValuesAsync(Keys.SnapshotImageRows(sessionId, snapshot.Own)))
            .Select(row => ImageStore.Read(row.Text())).OrderBy(image => image.Id, StringComparer.Ordinal).ToList();
        var shown = images.Select(image => image.Id).ToHashSet();
        var rows = (await messages).Fields();
        return (snapshot,
            [.. (await order).Select(id => MessageStore.Read(rows[id.Text()])).Select(message => message with { ImageIds = [.. message.ImageIds.Where(shown.Contains)] })],
            images);
    }

    /// <summary>An image as a snapshot shows it.</summary>
    public async Task<ImageRow?> FindImageAsync(string own, string imageId) =>
        Id.SessionOf(imageId) is { } sessionId
        && Id.IsOwn(own)
        && await IsShownAsync(sessionId)
        && (string?)await database.HashGetAsync(Keys.SnapshotImageRows(sessionId, own), imageId) is { } row
            ? ImageStore.Read(row)
            : null;

    public async Task<Outcome> DeleteAsync(string callerId, string code)
    {
        if (await FindAsync(code) is not var (sessionId, snapshot))
        {
            return Outcome.Missing;
        }

        var hashes = await erasure.HashesAsync(sessionId, snapshot.Own);
        await Task.WhenAll(hashes.Select(references.LookAfterAsync));
        var (outcome, _) = await changes.RunAsync(DeleteScript, sessionId, callerId, Role.Owner,
            [Keys.Snapshots(sessionId), Keys.SnapshotCodes(sessionId), .. SnapshotErasure.KeysOf(sessionId, snapshot.Own)],
            [snapshot.Own, code],
            then: () => erasure.GiveBackAsync(sessionId, snapshot.Own, hashes));
        return outcome;
    }

    private async Task<(string SessionId, SnapshotRow Snapshot)?> FindAsync(string code) =>
        ShareCode.SessionOf(code) is { } sessionId
        && (string?)await database.HashGetAsync(Keys.SnapshotCodes(sessionId), code) is { } own
        && (string?)await database.HashGetAsync(Keys.Snapshots(sessionId), own) is { } row
            ? (sessionId, SnapshotRow.Read(row))
            : null;

    private async Task<bool> IsShownAsync(string sessionId) =>
        await database.HashGetAsync(Keys.Session(sessionId), ["ownerId", "deletedAt"]) is [{ IsNull: false }, { IsNull: true }];
}
