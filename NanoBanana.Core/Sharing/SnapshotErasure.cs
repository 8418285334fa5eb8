using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using StackExchange.Redis;

namespace NanoBanana.Core.Sharing;

/// <summary>Removes snapshots for good, and gives back the bytes that they pin.</summary>
internal sealed class SnapshotErasure(IDatabase database, SessionTransaction transaction, ObjectReferences references)
{
    /// <summary>Removes those of a session that goes for good.</summary>
    public async Task EraseAsync(SessionId sessionId)
    {
        foreach (var name in await database.HashKeysAsync(Keys.Snapshots(sessionId)))
        {
            var own = name.Text();
            var hashes = await HashesAsync(sessionId, own);
            await Task.WhenAll(hashes.Select(references.LookAfterAsync));
            await database.KeyDeleteAsync(Keys.SnapshotSession(own));
            await database.KeyDeleteAsync(KeysOf(sessionId, own));
            await GiveBackAsync(sessionId, own, hashes);
        }

        await database.KeyDeleteAsync([Keys.Snapshots(sessionId), Keys.SnapshotSizes(sessionId)]);
    }

    /// <summary>Removes one that nobody sees any more.</summary>
    public async Task<CommandStatus> DropAsync(SessionId sessionId, SnapshotRow snapshot)
    {
        var hashes = await HashesAsync(sessionId, snapshot.Own);
        await Task.WhenAll(hashes.Select(references.LookAfterAsync));
        await database.KeyDeleteAsync(Keys.SnapshotSession(snapshot.Own));
        return (await transaction.CommitAsync(SnapshotScripts.Delete, sessionId, null, Role.Owner,
            [Keys.Snapshots(sessionId), Keys.SnapshotSizes(sessionId), .. KeysOf(sessionId, snapshot.Own)], [snapshot.Own],
            afterCommit: () => GiveBackAsync(sessionId, snapshot.Own, hashes))).Status;
    }

    /// <summary>The originals that a snapshot shows.</summary>
    private async Task<IReadOnlyCollection<string>> HashesAsync(SessionId sessionId, string own)
    {
        var hashes = new HashSet<string>();
        await foreach (var row in database.HashScanAsync(Keys.SnapshotImageRows(sessionId, own)))
        {
            hashes.Add(ImageStore.Read(row.Value.Text()).Sha256);
        }

        return hashes;
    }

    private Task GiveBackAsync(SessionId sessionId, string own, IReadOnlyCollection<string> hashes) =>
        Task.WhenAll(hashes.Select(hash => references.GiveBackAsync(hash, Id.InSession(own, sessionId))));

    /// <summary>What is kept of one snapshot beside its row.</summary>
    private static RedisKey[] KeysOf(SessionId sessionId, string own) =>
    [
        Keys.SnapshotMessages(sessionId, own), Keys.SnapshotMessageRows(sessionId, own),
        Keys.SnapshotImages(sessionId, own), Keys.SnapshotImageRows(sessionId, own),
    ];
}
