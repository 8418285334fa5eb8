using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Sharing;
using NanoBanana.Core.Throttling;
using StackExchange.Redis;

namespace NanoBanana.Core.UseCases;

/// <summary>
/// Makes public copies of sessions. A copy is made inside Redis, part by part; the bytes of its images are pinned before, so that they
/// stay when the images go.
/// </summary>
internal sealed class SnapshotMaker(
    IDatabase database, SessionTransaction transaction, ObjectReferences references, SnapshotErasure erasure, StorageQuota quota,
    IOptions<SharingOptions> options, TimeProvider time)
{
    /// <summary>A copy that is not complete after this time was given up.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    /// <summary>Copies the wanted pictures and, if asked to, the title and the messages; those that asked in vain stay out.</summary>
    /// <param name="callerId">Who asks: the owner.</param>
    /// <param name="sessionId">What is copied.</param>
    /// <param name="own">The snapshot's own id; asking again with the same goes on with the same snapshot.</param>
    /// <param name="imageIds">The pictures; null for all.</param>
    /// <param name="withMessages">Whether the words are copied, too.</param>
    /// <param name="cancellationToken">Drops what was copied.</param>
    /// <returns><see cref="CommandStatus.Unknown"/> where an id names no picture of the session that can be shown.</returns>
    /// <exception cref="StorageFullException">The owner has no room for the copy of the texts.</exception>
    public async Task<CommandResult<SnapshotRow>> CreateAsync(
        UserId callerId, SessionId sessionId, string own, IReadOnlyCollection<ImageId>? imageIds, bool withMessages,
        CancellationToken cancellationToken)
    {
        await DropAbandonedAsync(sessionId);
        var picked = imageIds is null ? null : await PickAsync(sessionId, imageIds);
        if (picked?.Count < imageIds?.Count)
        {
            return CommandStatus.Unknown;
        }

        var session = await database.HashGetAsync(Keys.Session(sessionId), ["title", "textBytes", "titleFrom"]);
        await using var place = await quota.TakeTextAsync(sessionId, (long)session[1]);
        var title = withMessages && await IsTitleShownAsync(sessionId, session[2]) ? session[0].Text() : "";
        var snapshot = new SnapshotRow(own, LinkCode.New(own), title, time.GetUtcNow(), withMessages, IsMaking: true);
        var reply = await transaction.CommitAsync(SnapshotScripts.Begin, sessionId, callerId, Role.Owner,
            [Keys.Snapshots(sessionId)], [own, snapshot.Write(), options.Value.SnapshotsPerSession]);
        if (!reply.IsOk)
        {
            return reply.Status;
        }

        // Another try goes on with the row of the first.
        snapshot = SnapshotRow.Read(reply.Fields[1].Text());
        if (!snapshot.IsMaking)
        {
            return snapshot;
        }

        try
        {
            await database.StringSetAsync(Keys.SnapshotSession(own), sessionId.Value);
            await CopyImagesAsync(sessionId, snapshot, picked?.ToAsyncEnumerable() ?? AllAsync(sessionId), cancellationToken);
            if (withMessages)
            {
                await CopyMessagesAsync(sessionId, own);
            }

            snapshot = snapshot with { IsMaking = false };
            reply = await transaction.CommitAsync(SnapshotScripts.Replace, sessionId, callerId, Role.Owner,
                [Keys.Snapshots(sessionId)], [own, snapshot.Write()]);
            return reply.With(snapshot);
        }
        catch (OperationCanceledException)
        {
            await erasure.DropAsync(sessionId, snapshot);
            throw;
        }
    }

    /// <param name="titleFrom">The edit whose prompt is the title, if any.</param>
    private async Task<bool> IsTitleShownAsync(SessionId sessionId, RedisValue titleFrom) =>
        titleFrom.IsNull || await database.FindEditAsync(sessionId, new(titleFrom.Text())) is { Status: EditStatus.Succeeded };

    private async Task<IReadOnlyList<ImageRow>> PickAsync(SessionId sessionId, IReadOnlyCollection<ImageId> ids) =>
        [.. (await database.HashGetAsync(
                Keys.ImageRows(sessionId), [.. ids.Where(id => Id.SessionOf(id) == sessionId).Select(id => (RedisValue)id.Value)]))
            .Where(row => !row.IsNull).Select(row => ImageStore.Read(row.Text())).Where(CanBeShown)];

    private IAsyncEnumerable<ImageRow> AllAsync(SessionId sessionId) =>
        database.HashScanAsync(Keys.ImageRows(sessionId)).Select(entry => ImageStore.Read(entry.Value.Text())).Where(CanBeShown);

    private static bool CanBeShown(ImageRow image) => image.Status == ImageStatus.Ready && !image.IsMask;

    /// <summary>Keeps the bytes of the images, and copies their rows.</summary>
    private async Task CopyImagesAsync(
        SessionId sessionId, SnapshotRow snapshot, IAsyncEnumerable<ImageRow> images, CancellationToken cancellationToken)
    {
        var pinned = new HashSet<string>();
        await foreach (var part in images.Chunk(SnapshotScripts.Part).WithCancellation(cancellationToken))
        {
            foreach (var hash in part.Select(image => image.Sha256).Where(pinned.Add))
            {
                await references.LookAfterAsync(hash);
                await references.TakeAsync(hash, Id.InSession(snapshot.Own, sessionId), cancellationToken);
            }

            await transaction.CommitWithoutFanOutAsync(SnapshotScripts.CopyImages, sessionId,
                [
                    Keys.Snapshots(sessionId), Keys.SnapshotSizes(sessionId), Keys.ImageRows(sessionId),
                    Keys.SnapshotImages(sessionId, snapshot.Own), Keys.SnapshotImageRows(sessionId, snapshot.Own),
                ],
                [snapshot.Own, .. part.SelectMany(image => new RedisValue[] { image.Id.Value, snapshot.IdOf(image.Id).Value })]);
        }
    }

    private async Task CopyMessagesAsync(SessionId sessionId, string own)
    {
        var last = "-inf";
        while (last.Length > 0)
        {
            var reply = await transaction.CommitWithoutFanOutAsync(SnapshotScripts.CopyMessages, sessionId,
                [
                    Keys.Snapshots(sessionId), Keys.SnapshotSizes(sessionId), Keys.Messages(sessionId), Keys.MessageRows(sessionId),
                    Keys.SnapshotMessages(sessionId, own), Keys.SnapshotMessageRows(sessionId, own), Keys.EditRows(sessionId),
                ],
                own, last, SnapshotScripts.Part);
            last = reply.IsOk ? reply.Fields[1].Text() : "";
        }
    }

    /// <summary>What a crash left half made, or half removed, goes with the next snapshot that is asked for, or with the session.</summary>
    private async Task DropAbandonedAsync(SessionId sessionId)
    {
        foreach (var row in await database.HashValuesAsync(Keys.Snapshots(sessionId)))
        {
            if (SnapshotRow.Read(row.Text()) is { IsMaking: true } snapshot && snapshot.CreatedAt < time.GetUtcNow() - Abandoned)
            {
                await erasure.DropAsync(sessionId, snapshot);
            }
        }
    }
}
