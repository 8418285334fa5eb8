namespace NanoBanana.AppHost;

/// <summary>Chooses the Redis of the system: somebody's server, a container, or the installed program.</summary>
internal static class RedisServer
{
    private const string Name = "redis";
    private const string Missing =
        "Redis is missing: install it (Debian: apt-get install redis-server) or Docker, or set REDIS_HOST to a running server.";

    public static async Task<IResourceBuilder<IResourceWithConnectionString>> AddRedisServerAsync(
        this IDistributedApplicationBuilder builder) =>
        await builder.ChooseAsync() switch
        {
            RedisMode.External => builder.AddConnectionString(Name),
            RedisMode.Container => builder.AddContainerRedis(Name),
            _ => builder.AddLocalRedis(Name),
        };

    private static async Task<RedisMode> ChooseAsync(this IDistributedApplicationBuilder builder)
    {
        var isGiven = builder.Configuration.Given("ConnectionStrings:redis") is not null;
        return builder.AskedMode() switch
        {
            RedisMode.External when !isGiven => throw new DistributedApplicationException("REDIS_MODE is external; set REDIS_HOST, too."),
            RedisMode.Local when !LocalRedis.IsInstalled => throw new DistributedApplicationException(Missing),
            RedisMode.Container when builder.ExecutionContext.IsRunMode =>
                builder.UseEngine(await ContainerEngine.FindAsync(builder.Configuration)),
            RedisMode.Auto when isGiven => RedisMode.External,
            RedisMode.Auto when builder.ExecutionContext.IsPublishMode => RedisMode.Container,
            RedisMode.Auto => await builder.ChooseOwnAsync(),
            var asked => asked,
        };
    }

    // Data of an earlier run stays in use. An image that is here comes first, then the installed program, then an image to fetch.
    private static async Task<RedisMode> ChooseOwnAsync(this IDistributedApplicationBuilder builder)
    {
        if (LocalRedis.IsInstalled && LocalRedis.HasData(builder.DataDirectory))
        {
            return RedisMode.Local;
        }

        var engine = await ContainerEngine.FindAsync(builder.Configuration);
        if (engine is not null && (!LocalRedis.IsInstalled || await engine.HasImageAsync(ContainerRedis.Image)))
        {
            return builder.UseEngine(engine);
        }

        return LocalRedis.IsInstalled ? RedisMode.Local : throw new DistributedApplicationException(Missing);
    }

    private static RedisMode UseEngine(this IDistributedApplicationBuilder builder, ContainerEngine? engine)
    {
        builder.Configuration["ASPIRE_CONTAINER_RUNTIME"] = engine?.Name ?? throw new DistributedApplicationException(
            "REDIS_MODE is container, but neither Docker nor Podman answers; start one of them or set REDIS_MODE to local.");
        return RedisMode.Container;
    }

    private static RedisMode AskedMode(this IDistributedApplicationBuilder builder) => builder.Configuration.Given("REDIS_MODE") switch
    {
        null => RedisMode.Auto,
        var text when Enum.TryParse<RedisMode>(text, ignoreCase: true, out var mode) && Enum.IsDefined(mode) => mode,
        var other => throw new DistributedApplicationException(
            $"REDIS_MODE is '{other}'; set it to auto, external, container or local."),
    };
}
