using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Redis;
using Aspire.Hosting.Running;

namespace Aspire.Hosting;

public static class RedisBuilderExtensions
{
    public static IResourceBuilder<RedisResource> AddRedis(this IDistributedApplicationBuilder builder, string name, int? port) =>
        builder.AddRedis(name, port, null);

    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null)
    {
        password ??= builder.AddParameter(
            $"{name}-password", new GenerateParameterDefault { Special = false }, secret: true, persist: true);
        var redis = new RedisResource(name, password.Resource);
        return builder.AddResource(redis)
            .WithEndpoint(port: port, targetPort: 6379, name: RedisResource.PrimaryEndpointName)
            .WithAnnotation(new HealthProbeAnnotation(new RedisProbe(redis)))
            .WithEnvironment(context =>
            {
                if (redis.PasswordParameter is { } secret)
                {
                    context.EnvironmentVariables["REDIS_PASSWORD"] = secret;
                }
            })
            .WithArgs(context => AddCommand(redis, context.Args));
    }

    public static IResourceBuilder<RedisResource> WithDataVolume(
        this IResourceBuilder<RedisResource> builder, string? name = null, bool isReadOnly = false)
    {
        name ??= $"{builder.ApplicationBuilder.Environment.ApplicationName}-{builder.Resource.Name}-data".ToLowerInvariant();
        builder.WithAnnotation(new ContainerMountAnnotation(name, "/data", ContainerMountType.Volume, isReadOnly));
        return isReadOnly ? builder : builder.WithPersistence();
    }

    public static IResourceBuilder<RedisResource> WithPersistence(
        this IResourceBuilder<RedisResource> builder, TimeSpan? interval = null, long keysChangedThreshold = 1) =>
        builder.WithAnnotation(
            new PersistenceAnnotation(interval, keysChangedThreshold), ResourceAnnotationMutationBehavior.Replace);

    public static IResourceBuilder<RedisResource> WithPassword(
        this IResourceBuilder<RedisResource> builder, IResourceBuilder<ParameterResource>? password)
    {
        builder.Resource.PasswordParameter = password?.Resource;
        return builder;
    }

    // A shell command, as the real resource has it: callbacks that come later extend its last argument.
    private static void AddCommand(RedisResource redis, IList<object> args)
    {
        var command = "redis-server";
        if (redis.PasswordParameter is not null)
        {
            command += " --requirepass $REDIS_PASSWORD";
        }

        if (redis.TryGetLastAnnotation<PersistenceAnnotation>(out var persistence))
        {
            var seconds = (persistence.Interval ?? TimeSpan.FromSeconds(60)).TotalSeconds;
            command += $" --save {seconds} {persistence.KeysChangedThreshold}";
        }

        args.Add("-c");
        args.Add(command);
    }
}
