namespace NanoBanana.AppHost;

/// <summary>Redis as a container with a volume.</summary>
internal static class ContainerRedis
{
    /// <summary>The image that Aspire asks for.</summary>
    public const string Image = "docker.io/library/redis:8.6";

    public static IResourceBuilder<RedisResource> AddContainerRedis(this IDistributedApplicationBuilder builder, string name)
    {
        var options = RedisOptions.From(builder.Configuration);
        var password = builder.AddRedisPassword();
        var redis = builder.AddRedis(name, password: password)
            // With a trusted development certificate Aspire would expect TLS, which the arguments below do not set up.
            .WithoutHttpsCertificate()

            // Aspire's own name for the volume contains a hash of this folder: another checkout would publish an empty Redis.
            .WithDataVolume(builder.ExecutionContext.IsPublishMode ? "nanobanana-redis" : null)
            .WithArgs(context =>
            {
                // Aspire's own arguments depend on its version; with ours alone no option can get lost.
                context.Args.Clear();
                string[] words =
                [
                    "exec", "redis-server", "--requirepass", "\"$REDIS_PASSWORD\"",
                    .. options.SelectMany(option => $"--{option.Name} {option.Value}".Split(' ')),
                ];

                // Aspire makes one shell command of the words when it runs them, and takes a whole command when it publishes.
                foreach (var argument in context.ExecutionContext.IsRunMode ? words : ["-c", string.Join(' ', words)])
                {
                    context.Args.Add(argument);
                }
            });
        return builder.ExecutionContext.IsPublishMode ? redis : redis.WithPort("tcp", "REDIS_PORT");
    }

    /// <summary>The password of a Redis of our own.</summary>
    public static IResourceBuilder<ParameterResource> AddRedisPassword(this IDistributedApplicationBuilder builder) =>
        builder.AddKeptSecret("redis-password", "Signs the services in to Redis.");
}
