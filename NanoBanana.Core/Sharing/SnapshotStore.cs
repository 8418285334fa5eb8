using Microsoft.Extensions.Options;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Throttling;
using StackExchange.Redis;

namespace NanoBanana.Core.Sharing;

/// <summary>
/// Public copies of sessions. A copy is made inside Redis, part by part; the bytes of its images are pinned before, so that they stay
/// when the images go. While its session is deleted a snapshot is not shown, and it goes for good with it.
/// </summary>
internal sealed class SnapshotStore(
    IDatabase database, SessionChanges changes, ObjectReferences references, SnapshotErasure erasure, StorageQuota quota,
    IOptions<SharingOptions> options, TimeProvider time)
{
    /// <summary>A copy that is not complete after this time was given up.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    /// <exception cref="StorageFullException">The owner has no room for the copy of the texts.</exception>
    public async Task<(Outcome Outcome, SnapshotRow? Snapshot)> CreateAsync(
        string callerId, string sessionId, string own, CancellationToken cancellationToken)
    {
        await DropAbandonedAsync(sessionId);
        var session = await database.HashGetAsync(Keys.Session(sessionId), ["title", "textBytes"]);
        await using var place = await quota.TakeTextAsync(sessionId, (long)session[1]);
        var snapshot = new SnapshotRow(own, ShareCode.New(sessionId), session[0].Text(), time.GetUtcNow(), IsMaking: true);
        var (outcome, answer) = await changes.RunAsync(SnapshotScripts.Begin, sessionId, callerId, Role.Owner,
            [Keys.Snapshots(sessionId)], [own, snapshot.Write(), options.Value.SnapshotsPerSession]);
        if (outcome != Outcome.Ok)
        {
            return (outcome, null);
        }

        // Another try goes on with the row of the first.
        snapshot = SnapshotRow.Read(answer[1].Text());
        if (!snapshot.IsMaking)
        {
            return (outcome, snapshot);
        }

        try
        {
            await PinAsync(sessionId, own, cancellationToken);
            await CopyMessagesAsync(sessionId, own);
            snapshot = snapshot with { IsMaking = false };
            (outcome, _) = await changes.RunAsync(SnapshotScripts.End, sessionId, callerId, Role.Owner,
                [Keys.Snapshots(sessionId), Keys.SnapshotCodes(sessionId)], [own, snapshot.Code, snapshot.Write()]);
            return (outcome, outcome == Outcome.Ok ? snapshot : null);
        }
        catch (OperationCanceledException)
        {
            await DropAsync(sessionId, snapshot, null);
            throw;
        }
    }

    /// <summary>Keeps the bytes of the images that are ready, and copies their rows.</summary>
    private async Task PinAsync(string sessionId, string own, CancellationToken cancellationToken)
    {
        var pinned = new HashSet<string>();
        var part = new List<RedisValue> { own };
        await foreach (var entry in database.HashScanAsync(Keys.ImageRows(sessionId)).WithCancellation(cancellationToken))
        {
            var image = ImageStore.Read(entry.Value.Text());
            if (image.Status != ImageStatus.Ready)
            {
                continue;
            }

            if (pinned.Add(image.Sha256))
            {
                await references.LookAfterAsync(image.Sha256);
                await references.TakeAsync(image.Sha256, Id.InSession(own, sessionId), cancellationToken);
            }

            part.Add(image.Id);
            if (part.Count > SnapshotScripts.Part)
            {
                await CopyImagesAsync(sessionId, own, part);
                part = [own];
            }
        }

        await CopyImagesAsync(sessionId, own, part);
    }

    private Task CopyImagesAsync(string sessionId, string own, List<RedisValue> part) => changes.RunQuietlyAsync(
        SnapshotScripts.CopyImages, sessionId,
        [
            Keys.Snapshots(sessionId), Keys.SnapshotSizes(sessionId), Keys.ImageRows(sessionId), Keys.SnapshotImages(sessionId, own),
            Keys.SnapshotImageRows(sessionId, own),
        ],
        [.. part]);

    private async Task CopyMessagesAsync(string sessionId, string own)
    {
        var (outcome, last) = (Outcome.Ok, "-inf");
        while (outcome == Outcome.Ok && last.Length > 0)
        {
            (outcome, var answer) = await changes.RunQuietlyAsync(SnapshotScripts.CopyMessages, sessionId,
                [
                    Keys.Snapshots(sessionId), Keys.SnapshotSizes(sessionId), Keys.Messages(sessionId), Keys.MessageRows(sessionId),
                    Keys.SnapshotMessages(sessionId, own), Keys.SnapshotMessageRows(sessionId, own),
                ],
                own, last, SnapshotScripts.Part);
            last = outcome == Outcome.Ok ? answer[1].Text() : "";
        }
    }

    /// <summary>What a crash left half made goes with the next snapshot that is asked for, or with the session.</summary>
    private async Task DropAbandonedAsync(string sessionId)
    {
        foreach (var row in await database.HashValuesAsync(Keys.Snapshots(sessionId)))
        {
            if (SnapshotRow.Read(row.Text()) is { IsMaking: true } snapshot && snapshot.CreatedAt < time.GetUtcNow() - Abandoned)
            {
                await DropAsync(sessionId, snapshot, null);
            }
        }
    }

    private async Task<Outcome> DropAsync(string sessionId, SnapshotRow snapshot, string? callerId)
    {
        var hashes = await erasure.HashesAsync(sessionId, snapshot.Own);
        await Task.WhenAll(hashes.Select(references.LookAfterAsync));
        return (await changes.RunAsync(SnapshotScripts.Delete, sessionId, callerId, Role.Owner,
            [
                Keys.Snapshots(sessionId), Keys.SnapshotSizes(sessionId), Keys.SnapshotCodes(sessionId),
                .. SnapshotErasure.KeysOf(sessionId, snapshot.Own),
            ],
            [snapshot.Own, snapshot.Code],
            then: () => erasure.GiveBackAsync(sessionId, snapshot.Own, hashes))).Outcome;
    }

    /// <summary>A session's snapshots, newest first.</summary>
    public async Task<Page<SnapshotRow>> ListAsync(string sessionId, string? cursor, int limit)
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
        var place = Place.From(cursor) ?? new(0, "");
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
        var messages = rows.Where(row => !row.IsNull).Select(row => MessageStore.Read(row.Text())).ToList();
        var wanted = messages.SelectMany(message => message.ImageIds).Concat(pictures.Take(limit).Select(id => id.Text())).Distinct();
        var found = await database.HashGetAsync(Keys.SnapshotImageRows(sessionId, own), [.. wanted.Select(id => (RedisValue)id)]);
        var images = found.Where(row => !row.IsNull).Select(row => ImageStore.Read(row.Text()))
            .OrderBy(image => image.Id, StringComparer.Ordinal).ToList();
        var shown = images.Select(image => image.Id).ToHashSet();
        var hasMore = (await ids).Length > limit || pictures.Length > limit;
        var next = new Place(
            entries.Count > 0 ? entries[^1].Score : place.Score,
            pictures.Length > 0 ? pictures[Math.Min(limit, pictures.Length) - 1].Text() : place.Member);
        return new(
            snapshot, [.. messages.Select(message => message with { ImageIds = [.. message.ImageIds.Where(shown.Contains)] })], images,
            hasMore ? next.ToCursor() : null);
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

        return await DropAsync(sessionId, snapshot, callerId);
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

/// <summary>A page of a snapshot.</summary>
/// <param name="Images">Those of the messages, and the next ones that the snapshot holds.</param>
internal sealed record SnapshotPage(
    SnapshotRow Snapshot, IReadOnlyList<Message> Messages, IReadOnlyList<ImageRow> Images, string? NextCursor);
