using NanoBanana.Core.Storage;

namespace NanoBanana.Tests.Storage;

[Trait("Kind", "Unit")]
public sealed class FileObjectStoreTests : ObjectStoreTests, IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("objects-");

    internal override IObjectStore Store =>
        new FileObjectStore(new StorageOptions { Directory = Path.Combine(_root.FullName, "store") }, TimeProvider.System);

    [Fact]
    public async Task Only_the_owner_can_read_the_files()
    {
        await PutAsync("a/b/c", [1]);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(Owner, File.GetUnixFileMode(Path.Combine(_root.FullName, "store/a/b/c")));
            Assert.All(_root.GetDirectories("*", SearchOption.AllDirectories),
                folder => Assert.Equal(Owner | UnixFileMode.UserExecute, folder.UnixFileMode));
        }
    }

    [Fact]
    public async Task A_write_that_fails_half_way_leaves_the_old_object_and_no_scraps()
    {
        await PutAsync("a", [1]);
        using var failing = new FailingStream(1 << 20);

        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(() => Store.PutAsync("a", failing, "image/png", CancellationToken.None));

        await using var stream = await OpenAsync("a");
        Assert.Equal([1], await ReadAllAsync(stream));
        Assert.Single(_root.GetFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_is_staged_is_written_once_and_goes_unless_it_is_committed()
    {
        using (var staged = await Store.StageAsync())
        {
            await staged.WriteAsync(new byte[1000], CancellationToken.None);
            Assert.Equal(1000, Assert.Single(_root.GetFiles("*", SearchOption.AllDirectories)).Length);
            await staged.CommitAsync("a/b", "image/png", CancellationToken.None);
        }

        var file = Assert.Single(_root.GetFiles("*", SearchOption.AllDirectories));
        Assert.Equal((Path.Combine(_root.FullName, "store/a/b"), 1000), (file.FullName, file.Length));
        Assert.Equal(Owner, OperatingSystem.IsWindows() ? Owner : file.UnixFileMode);

        using (var staged = await Store.StageAsync())
        {
            await staged.WriteAsync(new byte[2000], CancellationToken.None);
        }

        Assert.Equal(file.FullName, Assert.Single(_root.GetFiles("*", SearchOption.AllDirectories)).FullName);
    }

    [Fact]
    public async Task Nothing_is_staged_or_committed_on_a_full_disk()
    {
        using var staged = await Store.StageAsync();
        var options = new StorageOptions { Directory = Path.Combine(_root.FullName, "store"), MinFreeBytes = long.MaxValue / 2 };
        var full = new FileObjectStore(options, TimeProvider.System);
        await Assert.ThrowsAsync<ObjectStoreFullException>(full.StageAsync);
        options.MinFreeBytes = 0;
        using var late = await full.StageAsync();
        options.MinFreeBytes = long.MaxValue / 2;
        await Assert.ThrowsAsync<ObjectStoreFullException>(() => late.CommitAsync("a", "image/png", CancellationToken.None));
        Assert.False(await full.ExistsAsync("a", CancellationToken.None));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_an_outage()
    {
        await File.WriteAllTextAsync(Path.Combine(_root.FullName, "store"), "a file where the folder should be");

        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(() => Store.CheckAsync(CancellationToken.None));
        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(() => PutAsync("a", [1]));
        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(Store.StageAsync);
    }

    [Fact]
    public async Task What_a_crash_left_behind_is_removed_in_time()
    {
        await Store.CheckAsync(CancellationToken.None);
        var fresh = Path.Combine(_root.FullName, "store/.tmp/fresh");
        var old = Path.Combine(_root.FullName, "store/.tmp/old");
        await File.WriteAllTextAsync(fresh, "a write that goes on");
        await File.WriteAllTextAsync(old, "half an object");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-2));

        await Store.CheckAsync(CancellationToken.None);

        Assert.Equal((true, false), (File.Exists(fresh), File.Exists(old)));
    }

    public void Dispose() => _root.Delete(recursive: true);

    /// <summary>Gives half of what it promises, then breaks.</summary>
    private sealed class FailingStream(int length) : MemoryStream(new byte[length])
    {
        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            await destination.WriteAsync(new byte[length / 2], cancellationToken);
            throw new IOException("The client went away.");
        }
    }
}
