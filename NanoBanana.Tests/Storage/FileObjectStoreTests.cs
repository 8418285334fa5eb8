using NanoBanana.Core.Storage;

namespace NanoBanana.Tests.Storage;

public sealed class FileObjectStoreTests : ObjectStoreTests, IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("objects-");

    internal override IObjectStore Store => new FileObjectStore(new StorageOptions { Directory = Path.Combine(_root.FullName, "store") }, TimeProvider.System);

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
    public async Task A_folder_that_cannot_be_written_is_an_outage()
    {
        await File.WriteAllTextAsync(Path.Combine(_root.FullName, "store"), "a file where the folder should be");

        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(() => Store.CheckAsync(CancellationToken.None));
        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(() => PutAsync("a", [1]));
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
