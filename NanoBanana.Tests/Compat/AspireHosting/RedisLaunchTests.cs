using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Redis;

namespace NanoBanana.Tests.Compat.AspireHosting;

public class RedisLaunchTests
{
    private const string Password = "k3p7-s3cr37";

    private static readonly string[] Command = ["-c", "redis-server --requirepass $REDIS_PASSWORD --save 60 1 --appendonly yes"];

    private readonly Scratch _scratch = new();

    [Fact]
    public void A_local_server_reads_the_options_of_the_container_from_its_input()
    {
        var launch = LocalRedis.For(Redis(), Command, Variables(), _scratch.Directory);

        Assert.Contains("port 16379", launch.Input);
        Assert.Contains($"requirepass \"{Password}\"", launch.Input);
        Assert.Contains("save 60 1", launch.Input);
        Assert.Contains("appendonly yes", launch.Input);
        Assert.DoesNotContain(launch.Arguments, a => a.Contains(Password));
    }

    [Fact]
    public void A_container_gets_its_port_its_volume_and_its_password_out_of_sight()
    {
        var redis = Redis();
        redis.Annotations.Add(new ContainerMountAnnotation("images", "/data", ContainerMountType.Volume, isReadOnly: false));

        var launch = RedisContainer.For(redis, Command, Variables());

        Assert.Contains("127.0.0.1:16379:6379", launch.Arguments);
        Assert.Contains("images:/data", launch.Arguments);
        Assert.Equal(Password, launch.Environment["REDIS_PASSWORD"]);
        Assert.DoesNotContain(launch.Arguments, a => a.Contains(Password));
    }

    [Theory]
    [InlineData("812:M 23 Nov 2026 04:25:34.304 * Ready to accept connections", "Ready to accept connections")]
    [InlineData("812:signal-handler (1795407946) Received SIGTERM scheduling shutdown...", "Received SIGTERM scheduling shutdown...")]
    [InlineData("812:C 23 Nov 2026 04:25:34.303 # Configuration loaded", null)]
    [InlineData("Fatal error, can't open config file", "Fatal error, can't open config file")]
    public void Its_lines_lose_their_stamp_and_its_greeting(string line, string? shown) => Assert.Equal(shown, RedisLine.Shorten(line));

    private static Dictionary<string, string> Variables() => new() { ["REDIS_PASSWORD"] = Password };

    private static RedisResource Redis()
    {
        var redis = new RedisResource("redis");
        redis.Annotations.Add(new EndpointAnnotation(
            ProtocolType.Tcp, name: "tcp", targetPort: 6379)
        { AllocatedPort = 16379 });
        return redis;
    }
}
