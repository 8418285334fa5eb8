using Microsoft.Extensions.Options;
using NanoBanana.Core.Backups;
using NanoBanana.Core.Images;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Storage;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Storage;
using StackExchange.Redis;

namespace NanoBanana.Tests.Operations;

/// <summary>What is in a backup is of one moment, and stays until it is copied.</summary>
public sealed class BackupContentsTests(AliyunServer bucket) : IClassFixture<AliyunServer>, IAsyncLifetime
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);
    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;

    private IDatabase Database => _redis.GetDatabase();

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _redis = await ConnectionMultiplexer.ConnectAsync(_server.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        _redis.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Keys_that_change_together_are_read_as_of_one_moment()
    {
        // Enough for several pages between the two that are changed all the time.
        await Task.WhenAll(Enumerable.Range(0, 3000).Select(i => Database.StringSetAsync($"filler:{i}", i)));
        using var end = new CancellationTokenSource();
        using var other = await ConnectionMultiplexer.ConnectAsync(_server.ConnectionString);
        var writing = ChangeAsync(other.GetDatabase(), end.Token);
        await Eventually.TrueAsync(() => Database.KeyExists("left"), "the first change");

        var records = new Dictionary<string, byte[]>();
        for (var turn = 0; turn < 5; turn++)
        {
            records.Clear();
            Assert.Equal(3002, await Contents.ReadAsync(Pause, record => records.Add(((RedisKey)record.Key)!, record.Value), default));
            Assert.Equal(records["left"], records["right"]);
        }

        await end.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task Writes_go_on_when_reading_took_too_long()
    {
        await Database.StringSetAsync("a", 1);
        var failure = await Assert.ThrowsAsync<BackupException>(
            () => Contents.ReadAsync(TimeSpan.FromMilliseconds(50), _ => Thread.Sleep(100), default));
        Assert.Contains("--longest-pause", failure.Message, StringComparison.Ordinal);
        Assert.True(await Database.StringSetAsync("a", 2));
    }

    [Fact]
    public async Task Expiring_keys_expire_at_their_time_and_what_was_there_is_gone()
    {
        await Database.StringSetAsync("stays", "1");
        await Database.StringSetAsync("expires", "1", TimeSpan.FromMinutes(5));
        await Database.StringSetAsync("too-late", "1", TimeSpan.FromMilliseconds(300));
        var records = new List<RedisRecord>();
        await Contents.ReadAsync(Pause, records.Add, default);
        await Eventually.TrueAsync(() => !Database.KeyExists("too-late"), "the third to expire");
        await Database.StringSetAsync("newer", "1");

        Assert.Equal(2, await Contents.WriteAsync(records, default));

        Assert.InRange((await Database.KeyTimeToLiveAsync("expires"))!.Value, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        Assert.Null(await Database.KeyTimeToLiveAsync("stays"));
        Assert.False(await Database.KeyExistsAsync("newer"));
    }

    [Fact]
    public async Task Bytes_stay_while_a_backup_copies_them()
    {
        var (references, store) = (References(out var hold), bucket.CreateStore());
        var sha256 = Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N");
        await store.WriteAsync(ObjectKeys.Original(sha256), [1, 2, 3], "image/png", default);

        await hold.RenewAsync();
        Assert.False(await references.RemoveIfUnusedAsync(sha256, default));
        Assert.True(await store.ExistsAsync(ObjectKeys.Original(sha256), default));
        Assert.False(await Database.KeyExistsAsync(Keys.Removing(sha256)));

        await hold.EndAsync();
        Assert.True(await references.RemoveIfUnusedAsync(sha256, default));
        Assert.False(await store.ExistsAsync(ObjectKeys.Original(sha256), default));
    }

    [Fact]
    public async Task A_bucket_is_backed_up_and_restored_and_orphans_are_removed_later()
    {
        var (references, store, path) = (
            References(out var hold), bucket.CreateStore(), Path.Combine(Watchdog.TemporaryDirectory(), "backup"));
        var (kept, orphan) = (new string('a', 64), new string('b', 64));
        await store.WriteAsync(ObjectKeys.Original(kept), [1, 2, 3], "image/png", default);
        await store.WriteAsync(ObjectKeys.Thumbnail(kept), [4], "image/webp", default);
        await Database.SetAddAsync(Keys.References(kept), "image");

        var maker = new BackupMaker(Contents, references, hold, store, TimeProvider.System);
        var made = await maker.MakeAsync(path, Pause, default);
        Assert.Equal((1L, 2L, 4L), (made.Keys, made.Objects, made.ObjectBytes));
        await store.DeleteAsync(ObjectKeys.Original(kept), default);
        await Database.KeyDeleteAsync(Keys.References(kept));
        await Database.SetAddAsync(Keys.References(orphan), "image");

        var restorer = new BackupRestorer(Contents, new(Database, TimeProvider.System), store, TimeProvider.System);
        await Assert.ThrowsAsync<BackupException>(() => restorer.RestoreAsync(path, replace: false, default));
        await restorer.RestoreAsync(path, replace: true, default);

        Assert.Equal([1, 2, 3], await store.ReadAsync(ObjectKeys.Original(kept), default));
        Assert.True(await Database.SetContainsAsync(Keys.References(kept), "image"));
        Assert.NotNull(await Database.SortedSetScoreAsync(Keys.PendingWork, WorkItem.Object(orphan)));
        Assert.Null(await Database.SortedSetScoreAsync(Keys.PendingWork, WorkItem.Object(kept)));
    }

    private RedisContents Contents => new(_redis, Database, TimeProvider.System);

    private ObjectReferences References(out RemovalHold hold) => new(
        Database, new(Database, TimeProvider.System), bucket.CreateStore(), hold = new(Database), Options.Create(new ImageOptions()),
        TimeProvider.System);

    private static async Task ChangeAsync(IDatabase database, CancellationToken end)
    {
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            await database.StringSetAsync([new("left", i), new("right", i)]);
        }
    }
}
