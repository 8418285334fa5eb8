using Microsoft.Extensions.DependencyInjection;

namespace NanoBanana.AppHost;

/// <summary>Redis as the installed program, with its data in <c>DATA_DIR/redis</c>.</summary>
internal static class LocalRedis
{
    private const string Program = "redis-server";
    private const string Folder = "redis";

    // The password is in a file of the owner's, so neither the process list nor the dashboard shows it. Whatever Redis writes is the
    // owner's, too. The lock, which Redis inherits, keeps a second server from the same append-only file.
    private const string Script = """
        umask 077
        if command -v flock >/dev/null; then
          exec 9>lock
          flock -w 10 9 || { echo "Another Redis uses $PWD; stop it or set DATA_DIR to another folder." >&2; exit 1; }
        fi
        exec redis-server "$0" --port "$1"
        """;

    public static bool IsInstalled => Programs.Find(Program) is not null;

    public static bool HasData(string dataDirectory) => Directory.Exists(Path.Combine(dataDirectory, Folder, "appendonlydir"));

    public static IResourceBuilder<LocalRedisResource> AddLocalRedis(this IDistributedApplicationBuilder builder, string name)
    {
        var password = builder.AddRedisPassword();
        var directory = PrivateFiles.CreateDirectory(builder.DataDirectory, Folder);
        PrivateFiles.Tighten(directory);
        var configuration = Path.Combine(directory, "redis.conf");
        var options = RedisOptions.From(builder.Configuration);
        var resource = new LocalRedisResource(name, directory, password.Resource);
        return builder.AddResource(resource)
            .WithEndpoint(name: LocalRedisResource.EndpointName, scheme: "tcp", isProxied: false)
            .WithPort(LocalRedisResource.EndpointName, "REDIS_PORT")
            .WithArgs("-c", Script, configuration, resource.Endpoint.Property(EndpointProperty.TargetPort))
            .WithConnectionHealthCheck()
            .OnBeforeResourceStarted(async (_, _, cancellationToken) => PrivateFiles.Write(
                configuration, Configuration(options, directory, await password.Resource.GetValueAsync(cancellationToken) ?? "")))
            .ExcludeFromManifest();
    }

    private static string Configuration((string Name, string Value)[] options, string directory, string password) =>
        $"""
        bind 127.0.0.1 -::1
        dir {Quote(directory)}
        requirepass {Quote(password)}
        loglevel warning
        always-show-logo no

        """ + string.Concat(options.Select(option => $"{option.Name} {option.Value}\n"));

    private static string Quote(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static IResourceBuilder<LocalRedisResource> WithConnectionHealthCheck(this IResourceBuilder<LocalRedisResource> redis)
    {
        string? connection = null;
        var check = $"{redis.Resource.Name}_check";
        redis.ApplicationBuilder.Services.AddHealthChecks()
            .AddRedis(_ => connection ?? throw new InvalidOperationException("Redis has no address yet."), check);
        return redis.WithHealthCheck(check)
            .OnConnectionStringAvailable(async (resource, _, cancellationToken) =>
                connection = await resource.ConnectionStringExpression.GetValueAsync(cancellationToken));
    }
}
