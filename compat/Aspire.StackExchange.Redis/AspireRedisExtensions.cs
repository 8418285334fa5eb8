using Aspire.StackExchange.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

public static class AspireRedisExtensions
{
    private const string Section = "Aspire:StackExchange:Redis";

    /// <summary>Registers one <see cref="IConnectionMultiplexer"/>, opened when it is first asked for, and its health check.</summary>
    public static void AddRedisClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var settings = new StackExchangeRedisSettings();
        builder.Configuration.GetSection(Section).Bind(settings);
        builder.Configuration.GetSection($"{Section}:{connectionName}").Bind(settings);
        if (builder.Configuration.GetConnectionString(connectionName) is { Length: > 0 } connectionString)
        {
            settings.ConnectionString = connectionString;
        }

        configureSettings?.Invoke(settings);

        builder.Services.AddSingleton(_ =>
        {
            var options = RedisConnection.Parse(settings.ConnectionString, connectionName);
            configureOptions?.Invoke(options);
            return RedisConnection.Open(options, connectionName);
        });
        builder.Services.AddSingleton<IConnectionMultiplexer>(services =>
        {
            var redis = services.GetRequiredService<ConnectionMultiplexer>();
            return Timed.Create<IConnectionMultiplexer>(redis, TimeSpan.FromMilliseconds(redis.TimeoutMilliseconds));
        });

        if (!settings.DisableHealthChecks)
        {
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                "StackExchange.Redis",
                services => new RedisHealthCheck(services),
                failureStatus: null,
                tags: null));
        }
    }
}
