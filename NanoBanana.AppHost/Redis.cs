namespace NanoBanana.AppHost;

internal static class Redis
{
    private const string Name = "redis";

    // Every write is logged, and the log reaches the disk once a second.
    private const string AppendOnly = " --appendonly yes --appendfsync everysec";

    /// <summary>Somebody else's server when REDIS_HOST names one, a container with a volume otherwise.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddRedisOrConnection(this IDistributedApplicationBuilder builder)
    {
        if (builder.Configuration.Given("ConnectionStrings:redis") is not null)
        {
            return builder.AddConnectionString(Name);
        }

        var port = int.TryParse(builder.Configuration["REDIS_PORT"], out var number) ? number : (int?)null;
        return builder.AddRedis(Name, port)
            .WithDataVolume()
            .WithPersistence(TimeSpan.FromMinutes(1), keysChangedThreshold: 1000)
            .WithArgs(context => LogEveryWrite(context.Args));
    }

    // The container runs a shell command, which is the last argument.
    private static void LogEveryWrite(IList<object> args)
    {
        if (args is [.., string command])
        {
            args[^1] = command + AppendOnly;
        }
    }
}
