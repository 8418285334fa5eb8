using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using StackExchange.Redis;

namespace Microsoft.Extensions.DependencyInjection;

public static class StackExchangeRedisDependencyInjectionExtensions
{
    public static ISignalRServerBuilder AddStackExchangeRedis(this ISignalRServerBuilder signalrBuilder) =>
        signalrBuilder.AddStackExchangeRedis(_ => { });

    public static ISignalRServerBuilder AddStackExchangeRedis(this ISignalRServerBuilder signalrBuilder, string redisConnectionString) =>
        signalrBuilder.AddStackExchangeRedis(redisConnectionString, _ => { });

    public static ISignalRServerBuilder AddStackExchangeRedis(
        this ISignalRServerBuilder signalrBuilder, string redisConnectionString, Action<RedisOptions> configure) =>
        signalrBuilder.AddStackExchangeRedis(options =>
        {
            options.Configuration = ConfigurationOptions.Parse(redisConnectionString, ignoreUnknown: true);
            options.Configuration.AbortOnConnectFail = false;
            configure(options);
        });

    public static ISignalRServerBuilder AddStackExchangeRedis(this ISignalRServerBuilder signalrBuilder, Action<RedisOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(signalrBuilder);
        signalrBuilder.Services.Configure(configure);
        signalrBuilder.Services.AddSingleton(typeof(HubLifetimeManager<>), typeof(RedisHubLifetimeManager<>));
        return signalrBuilder;
    }
}
