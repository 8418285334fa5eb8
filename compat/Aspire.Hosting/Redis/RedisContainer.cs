using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.Redis;

internal static class RedisContainer
{
    public const string Image = "docker.io/library/redis:8.2";

    public static Launch For(RedisResource redis, string[] args, Dictionary<string, string> environment)
    {
        redis.Entrypoint = "/bin/sh";
        return ContainerProgram.For(redis, Image, args, environment);
    }
}
