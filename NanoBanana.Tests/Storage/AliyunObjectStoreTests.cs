using System.Security.Cryptography;
using NanoBanana.Core.Storage;

namespace NanoBanana.Tests.Storage;

public sealed class AliyunObjectStoreTests(AliyunServer server) : ObjectStoreTests, IClassFixture<AliyunServer>, IDisposable
{
    private readonly S3ObjectStore _store = server.CreateStore();

    internal override IObjectStore Store => _store;

    [Fact]
    public async Task A_connection_that_breaks_is_taken_up_where_it_broke()
    {
        var content = RandomNumberGenerator.GetBytes(1_000_000);
        await PutAsync(Key("broken"), content);
        var before = server.Gets;
        server.BreakAfter = 300_000;
        try
        {
            await using var stream = await OpenAsync(Key("broken"));

            Assert.Equal(content, await ReadAllAsync(stream));
            Assert.InRange(server.Gets - before, 4, 40);
        }
        finally
        {
            server.BreakAfter = null;
        }
    }

    [Fact]
    public async Task A_connection_that_never_yields_a_byte_is_given_up()
    {
        await PutAsync(Key("mute"), new byte[1000]);
        server.BreakAfter = 0;
        try
        {
            await using var stream = await OpenAsync(Key("mute"));

            await Assert.ThrowsAsync<ObjectStoreUnavailableException>(async () => await stream.ReadExactlyAsync(new byte[10]));
        }
        finally
        {
            server.BreakAfter = null;
        }
    }

    [Fact]
    public async Task An_object_that_is_replaced_is_not_read_on()
    {
        await PutAsync(Key("replaced"), new byte[1000]);
        await using var stream = await OpenAsync(Key("replaced"));
        await PutAsync(Key("replaced"), new byte[2000]);

        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(async () => await stream.ReadExactlyAsync(new byte[10]));
    }

    [Fact]
    public async Task Nothing_is_fetched_before_the_first_read()
    {
        await PutAsync(Key("lazy"), new byte[1000]);
        var before = server.Gets;

        await using var stream = await OpenAsync(Key("lazy"));
        Assert.Equal((1000, before), (stream.Length, server.Gets));

        await stream.ReadExactlyAsync(new byte[10]);
        Assert.Equal(before + 1, server.Gets);
    }

    [Fact]
    public async Task A_bucket_in_the_path_is_refused_and_told_as_an_outage()
    {
        var options = new StorageOptions
        {
            Type = StorageOptions.Aliyun,
            ServiceUrl = server.Options.ServiceUrl,
            Region = "cn-test",
            Bucket = "images",
            AccessKey = "key",
            SecretKey = "secret",
            ForcePathStyle = true,
        };
        using var store = server.CreateStore(options);

        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(() => store.CheckAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("cn-hangzhou"), InlineData("oss-cn-hangzhou")]
    public void The_region_gives_the_address(string region)
    {
        var config = S3Configuration.Create(new StorageOptions { Type = StorageOptions.Aliyun, Region = region });

        Assert.Equal(
            ("https://s3.oss-cn-hangzhou.aliyuncs.com/", "cn-hangzhou", false),
            (config.ServiceURL, config.AuthenticationRegion, config.ForcePathStyle));
    }

    public void Dispose() => _store.Dispose();
}
