using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Storage;
using NanoBanana.Tests.Edits;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using StackExchange.Redis;

namespace NanoBanana.Tests.Costs;

/// <summary>Storage that has no room: a user's, the disk's, the database's.</summary>
public sealed class FullStoreTests
{
    [Fact]
    public async Task An_edit_ends_when_its_users_storage_is_full()
    {
        await using var system = await LocalSystem.StartAsync(1, 1, KeyValuePair.Create("Images__BytesPerUser", (string?)"200"));
        using var alice = await system.CreateUserAsync();
        var edit = await alice.EditAsync((await alice.Api.CreateSessionAsync()).Id, "a 400x300 red canvas with the text 'full'");
        Assert.Equal((EditStatus.Failed, "storage-full"), (edit.Status, edit.Problem?.Code));
        Assert.Equal(0, (await alice.Api.GetUsageAsync()).Bytes);
    }

    [Fact]
    public async Task A_full_disk_is_said_and_deleting_helps_at_once()
    {
        await using var system = await LocalSystem.StartAsync();
        using var alice = await system.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        var settings = new Dictionary<string, string?>(system.Settings) { ["Storage__MinFreeBytes"] = $"{long.MaxValue / 2}" };
        await using var full = ServiceProcess.Launch("NanoBanana.Api", settings);
        await using var worker = await ReplaceWorkerAsync(system, settings);
        using var http = LoopbackClient.Create(full.Address, alice.Tokens.AccessToken);
        await Eventually.TrueAsync(
            async () => await StatusAsync(http, "/alive") == HttpStatusCode.OK, "the API to answer", TimeSpan.FromSeconds(60));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(http, "/health"));
        var problem = await http
            .PostFormAsync(Routes.Upload, Uploads.Field("sessionId", session.Id), Uploads.File("file", Uploads.UniqueJpeg()))
            .ShouldBeProblemAsync(HttpStatusCode.InsufficientStorage);
        Assert.Equal("storage-full", problem.GetProperty("code").GetString());
        Assert.Contains("full", problem.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        var edit = await alice.EditAsync(session.Id, "invert", image.Id);
        Assert.Equal((EditStatus.Failed, "storage-full"), (edit.Status, edit.Problem?.Code));

        bool AreThere() => Directory.EnumerateFiles(system.ObjectDirectory, $"*{image.Sha256}*", SearchOption.AllDirectories).Any();
        Assert.True(AreThere());
        using var deleted = await http.DeleteAsync(Routes.Image(image.Id));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await Eventually.TrueAsync(() => !AreThere(), "the bytes to be gone", TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_disk_that_becomes_full_while_it_is_written_is_full_and_not_away()
    {
        await using var disk = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var failure = Assert.Throws<IOException>(() => disk.Write([1]));
        var store = new FileObjectStore(new() { Directory = Watchdog.TemporaryDirectory() }, TimeProvider.System);
        await using var content = new FailingStream(failure);
        await Assert.ThrowsAsync<ObjectStoreFullException>(() => store.PutAsync("originals/1", content, "image/png", default));
        Assert.False(await store.ExistsAsync("originals/1", default));
    }

    [Fact]
    public async Task A_full_database_is_a_clear_503_and_reading_goes_on()
    {
        await using var system = await LocalSystem.StartAsync(apis: 1, workers: 0);
        using var alice = await system.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Before");
        using var redis = await ConnectionMultiplexer.ConnectAsync($"{system.Redis.ConnectionString},allowAdmin=true");
        await redis.GetServers()[0].ConfigSetAsync("maxmemory", "1mb");
        var problem = await alice.Http.PostAsync(Routes.Sessions, null).ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("database-full", problem.GetProperty("code").GetString());
        await redis.GetServers()[0].ConfigSetAsync("maxmemory", "0");
        await alice.Api.CreateSessionAsync("After");
        Assert.Equal("Before", (await alice.Api.GetSessionAsync(session.Id)).Title);
    }

    private static async Task<ServiceProcess> ReplaceWorkerAsync(LocalSystem system, IReadOnlyDictionary<string, string?> settings)
    {
        await system.Workers[0].StopAsync();
        return ServiceProcess.Launch("NanoBanana.Worker", settings);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(path);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return default;
        }
    }

    private sealed class FailingStream(IOException failure) : MemoryStream([1])
    {
        public override int Read(Span<byte> buffer) => throw failure;

        public override int Read(byte[] buffer, int offset, int count) => throw failure;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw failure;

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw failure;
    }
}
