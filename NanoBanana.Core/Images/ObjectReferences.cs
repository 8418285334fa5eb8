using Microsoft.Extensions.Options;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Storage;
using StackExchange.Redis;

namespace NanoBanana.Core.Images;

/// <summary>
/// Which images, which snapshots of them, and which recipes and runs use which bytes. A reference is taken before bytes are stored and
/// given back after the image is gone; bytes without
/// references are removed after a grace period, under a mark that makes a new upload of the same bytes wait. References whose image
/// never came about, or went without giving them back, do not count once they are older than <see cref="Settling"/>.
/// </summary>
internal sealed class ObjectReferences(
    IDatabase database, PendingWork pending, IObjectStore store, RemovalHold hold, IOptions<ImageOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RemovalLease = TimeSpan.FromSeconds(60);

    private static readonly RedisScript TakeScript = RedisScript.Load("objects/refer");
    private static readonly RedisScript BeginRemovalScript = RedisScript.Load("objects/begin-removal");

    public bool IsStoreFull => store.IsFull;

    public async Task TakeAsync(string sha256, string id, CancellationToken cancellationToken)
    {
        while ((long)await TakeScript.EvaluateAsync(database, [Keys.References(sha256), Keys.Removing(sha256)], id) == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
        }
    }

    /// <summary>Has the reconciler look at the bytes once the grace period is over; called before references may get lost.</summary>
    /// <remarks>While the store is full the grace period is as short as a change may take, so that deleting helps at once.</remarks>
    public Task LookAfterAsync(string sha256) =>
        pending.EnqueueAsync(
            WorkItem.Object(sha256),
            store.IsFull && options.Value.RemovalGrace > PendingWork.Grace ? PendingWork.Grace : options.Value.RemovalGrace);

    public Task GiveBackAsync(string sha256, string id) => database.SetRemoveAsync(Keys.References(sha256), id);

    /// <summary>Gives several back that are not needed any more.</summary>
    public async Task GiveBackAllAsync(IEnumerable<string> hashes, string id)
    {
        foreach (var sha256 in hashes)
        {
            await LookAfterAsync(sha256);
            await GiveBackAsync(sha256, id);
        }
    }

    /// <summary>Removes the bytes if nothing refers to them.</summary>
    /// <returns>False when a reference is too young to tell, or a backup goes on; the bytes are noted to be looked at again.</returns>
    public async Task<bool> RemoveIfUnusedAsync(string sha256, CancellationToken cancellationToken)
    {
        if (!await DropLostReferencesAsync(sha256))
        {
            await pending.EnqueueAsync(WorkItem.Object(sha256), Again);
            return false;
        }

        var begun = await BeginRemovalScript.EvaluateAsync(
            database, [Keys.References(sha256), Keys.Removing(sha256)], (long)RemovalLease.TotalMilliseconds);
        if ((long)begun == 0)
        {
            return true;
        }

        // Looked at under the mark: a backup that begins after this finds the bytes unused, one before it keeps them.
        if (await hold.IsHeldAsync())
        {
            await database.KeyDeleteAsync(Keys.Removing(sha256));
            await pending.EnqueueAsync(WorkItem.Object(sha256), RemovalLease);
            return false;
        }

        using var deadline = new CancellationTokenSource(RemovalLease / 2, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        foreach (var key in ObjectKeys.All(sha256))
        {
            await store.DeleteAsync(key, either.Token);
        }

        await database.KeyDeleteAsync(Keys.Removing(sha256));
        return true;
    }

    private async Task<bool> DropLostReferencesAsync(string sha256)
    {
        var settled = true;
        foreach (var reference in await database.SetMembersAsync(Keys.References(sha256)))
        {
            var id = reference.Text();
            if (!await ExistsAsync(id))
            {
                var old = time.GetUtcNow() - Id.TimeOf(id) > Settling;
                settled &= old;
                await (old ? GiveBackAsync(sha256, id) : Task.CompletedTask);
            }
        }

        return settled;
    }

    /// <summary>Whether an image or a snapshot shows these bytes; a reference alone may be to an upload that goes on.</summary>
    public async Task<bool> IsShownAsync(string sha256)
    {
        foreach (var reference in await database.SetMembersAsync(Keys.References(sha256)))
        {
            if (await ExistsAsync(reference.Text()))
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="id">Of an image, of a snapshot that shows one, or of a recipe or run that works with one.</param>
    private async Task<bool> ExistsAsync(string id)
    {
        var scope = Id.ScopeOf(id)!;
        var (sessionId, userId) = (new SessionId(scope), new UserId(scope));
        var isImage = database.HashExistsAsync(Keys.ImageRows(sessionId), id);
        var isDeleted = database.HashExistsAsync(Keys.ImageBin(sessionId), id);
        var isRun = database.KeyExistsAsync(Keys.Run(sessionId, id[..Id.Length]));
        var isRecipe = database.HashExistsAsync(Keys.RecipeSteps(sessionId), id);
        var isKeptRecipe = database.HashExistsAsync(Keys.KeptRecipeSteps(userId), id);
        var isSnapshot = await database.KeyExistsAsync(Keys.SnapshotImageRows(sessionId, id[..Id.Length]));
        return await isImage || await isDeleted || isSnapshot || await isRun || await isRecipe || await isKeptRecipe;
    }
}
