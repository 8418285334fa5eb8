using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>The one Redis connection of a service.</summary>
public static class RedisConnections
{
    /// <summary>Name of the connection string.</summary>
    public const string Name = "redis";

    /// <summary>Key of the connection as the instrumentation sees it.</summary>
    private const string Traced = "traced";

    // The connection string comes after these and wins.
    private const string Defaults = "abortConnect=false,connectRetry=1,connectTimeout=2000,keepAlive=5,syncTimeout=5000,asyncTimeout=5000";

    /// <summary>
    /// Adds <see cref="IConnectionMultiplexer"/> and its health check. The service starts without Redis and connects as soon as it is
    /// there. While Redis is away a command fails at once instead of waiting in a backlog.
    /// </summary>
    public static TBuilder AddRedisConnection<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddRedisClient(
            Name,
            settings =>
            {
                settings.ConnectionString = settings.ConnectionString is { Length: > 0 } given ? $"{Defaults},{given}" : null;

                // Traced below.
                settings.DisableTracing = true;
            },
            options =>
            {
                // No threads of its own to hand every answer over to: nothing here waits for Redis synchronously.
                options.SocketManager = SocketManager.ThreadPool;
                options.BacklogPolicy = BacklogPolicy.FailFast;
                options.ReconnectRetryPolicy = new LinearRetry(500);
            });
        if (builder.ExportsTelemetry())
        {
            builder.Services
                .AddKeyedSingleton(Traced, (services, _) => TracedCommands.Of(services.GetRequiredService<IConnectionMultiplexer>()))
                .AddOpenTelemetry().WithTracing(tracing => tracing.AddRedisInstrumentation(Traced));
        }

        builder.Services.AddOptions<ConfigurationOptions>()
            .Validate(
                options => options.EndPoints.Count > 0,
                $"There is no Redis to connect to: set REDIS_HOST, or ConnectionStrings__{Name} to an address such as localhost:6379.")
            .ValidateOnStart();
        return builder;
    }
}
