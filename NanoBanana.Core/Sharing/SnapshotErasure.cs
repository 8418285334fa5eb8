using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Sharing;

/// <summary>Which bytes snapshots hold on to, and what goes with a session that goes for good.</summary>
internal sealed class SnapshotErasure(IDatabase database, ObjectReferences references)
{
    public async Task RunAsync(string sessionId)
    {
        foreach (var own in await database.HashKeysAsync(Keys.Snapshots(sessionId)))
        {
            var hashes = await HashesAsync(sessionId, own.Text());
            await Task.WhenAll(hashes.Select(references.LookAfterAsync));
            await database.KeyDeleteAsync(KeysOf(sessionId, own.Text()));
            await GiveBackAsync(sessionId, own.Text(), hashes);
        }

        await database.KeyDeleteAsync([Keys.Snapshots(sessionId), Keys.SnapshotCodes(sessionId), Keys.SnapshotSizes(sessionId)]);
    }

    /// <summary>The originals that a snapshot shows.</summary>
    public async Task<IReadOnlyCollection<string>> HashesAsync(string sessionId, string own)
    {
        var hashes = new HashSet<string>();
        await foreach (var row in database.HashScanAsync(Keys.SnapshotImageRows(sessionId, own)))
        {
            hashes.Add(ImageStore.Read(row.Value.Text()).Sha256);
        }

        return hashes;
    }

    public Task GiveBackAsync(string sessionId, string own, IReadOnlyCollection<string> hashes) =>
        Task.WhenAll(hashes.Select(hash => references.GiveBackAsync(hash, Id.InSession(own, sessionId))));

    /// <summary>What is kept of one snapshot beside its row.</summary>
    public static RedisKey[] KeysOf(string sessionId, string own) =>
    [
        Keys.SnapshotMessages(sessionId, own), Keys.SnapshotMessageRows(sessionId, own),
        Keys.SnapshotImages(sessionId, own), Keys.SnapshotImageRows(sessionId, own),
    ];
}
