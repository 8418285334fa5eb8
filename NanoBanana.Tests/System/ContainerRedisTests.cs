using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.AppHosts;

public sealed class ContainerRedisTests
{
    [PodmanFact]
    public async Task A_redis_container_is_durable_and_never_evicts()
    {
        var builder = await DescribeAsync();
        // The volume of a developer's own run is no business of a test.
        var redis = Assert.Single(builder.Resources.OfType<RedisResource>());
        redis.Annotations.Remove(redis.Annotations.OfType<ContainerMountAnnotation>().Single());
        await using var app = await builder.BuildAsync();
        using var deadline = new CancellationTokenSource(AppHostFixture.Patience);
        await app.StartAsync(deadline.Token);

        await app.ResourceNotifications.WaitForResourceHealthyAsync("redis", deadline.Token);

        await using var connection = await RedisSettings.ConnectAsync(await app.GetConnectionStringAsync("redis"));
        await RedisSettings.AssertDurableAsync(connection, maxMemory: 300 << 20);
    }

    [PodmanFact]
    public async Task A_redis_container_keeps_its_data_in_a_volume()
    {
        await using var builder = await DescribeAsync();

        var mount = Assert.Single(builder.Resources.OfType<RedisResource>().Single().Annotations.OfType<ContainerMountAnnotation>());

        Assert.Equal((ContainerMountType.Volume, "/data"), (mount.Type, mount.Target));
    }

    private static Task<IDistributedApplicationTestingBuilder> DescribeAsync() => AppHostFixture.DescribeAsync(
        $"--DATA_DIR={Watchdog.TemporaryDirectory()}", "--REDIS_MODE=container", "--REDIS_MAXMEMORY=300mb",
        "--ASPIRE_CONTAINER_RUNTIME=podman");
}
