using NanoBanana.Core.Storage;

namespace NanoBanana.Tests.Storage;

public sealed class S3ObjectStoreTests(SwiftServer server) : ObjectStoreTests, IClassFixture<SwiftServer>, IDisposable
{
    private readonly S3ObjectStore _store = new(S3Configuration.CreateClient(server.Options), server.Options);

    internal override IObjectStore Store => _store;

    [Fact]
    public async Task An_object_that_is_replaced_is_not_read_on()
    {
        await PutAsync(Key("replaced"), new byte[100_000]);
        await using var stream = await OpenAsync(Key("replaced"));
        await stream.ReadExactlyAsync(new byte[10]);
        await PutAsync(Key("replaced"), new byte[90_000]);
        stream.Position = 50_000;

        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(async () => await stream.ReadExactlyAsync(new byte[10]));
    }

    [Fact]
    public async Task A_wrong_key_or_bucket_is_an_outage()
    {
        await AssertOutageAsync(new StorageOptions { SecretKey = "wrong", Bucket = server.Options.Bucket });
        await AssertOutageAsync(new StorageOptions { SecretKey = server.Options.SecretKey, Bucket = "missing" });
    }

    [Fact]
    public async Task A_server_that_is_gone_is_an_outage() => await AssertOutageAsync(
        new StorageOptions { SecretKey = "any", Bucket = "any", Timeout = TimeSpan.FromSeconds(5) }, "http://127.0.0.1:9");

    public void Dispose() => _store.Dispose();

    private async Task AssertOutageAsync(StorageOptions options, string? url = null)
    {
        options.Type = StorageOptions.Aws;
        options.ServiceUrl = url ?? server.Options.ServiceUrl;
        options.ForcePathStyle = true;
        options.AccessKey = server.Options.AccessKey;
        using var store = new S3ObjectStore(S3Configuration.CreateClient(options), options);

        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(() => store.CheckAsync(CancellationToken.None));
        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(
            () => store.PutAsync("a", new MemoryStream([1]), "image/png", CancellationToken.None));
    }
}
