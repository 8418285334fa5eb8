using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.Redis;

internal static class RedisContainer
{
    public const string Image = "docker.io/library/redis:8.2";

    public static Launch For(RedisResource redis, string[] args, Dictionary<string, string> environment)
    {
        List<string> run =
        [
            "run", "--rm", "--init", "--interactive", "--name", $"{redis.Name}-{Guid.NewGuid():N}",
            "--publish", $"127.0.0.1:{redis.PrimaryEndpoint.Port}:{redis.PrimaryEndpoint.TargetPort}",
        ];

        // Only the names: the values pass through the client's own environment, out of sight of the process list.
        run.AddRange(environment.Keys.SelectMany(name => new[] { "--env", name }));
        foreach (var mount in redis.Annotations.OfType<ContainerMountAnnotation>())
        {
            run.AddRange(["--volume", $"{mount.Source}:{mount.Target}{(mount.IsReadOnly ? ":ro" : "")}"]);
        }

        run.AddRange(["--entrypoint", "/bin/sh", Image, .. args]);
        return new("docker", run, Directory.GetCurrentDirectory(), environment);
    }
}
