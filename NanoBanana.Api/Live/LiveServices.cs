using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using StackExchange.Redis;

namespace NanoBanana.Api.Live;

internal static class LiveServices
{
    public static void AddLive(this IServiceCollection services)
    {
        services.AddSignalR()
            .AddJsonProtocol(json => RequestServices.Configure(json.PayloadSerializerOptions))
            .AddStackExchangeRedis();
        services.AddOptions<RedisOptions>().Configure<IConnectionMultiplexer>((backplane, redis) =>
        {
            backplane.Configuration.ChannelPrefix = new RedisChannel("nano-banana", RedisChannel.PatternMode.Literal);
            backplane.ConnectionFactory = _ => Task.FromResult(redis);
        });
        services.AddSingleton<Follower>().AddSingleton<EventViews>()
            .AddSingleton<Usernames>().AddSingleton<PresenceBoard>().AddSingleton<TypingBoard>();
        services.AddHostedService<LiveKeeper>();
    }

    public static void MapLive(this IEndpointRouteBuilder app) => app.MapHub<LiveHub>(Routes.Hub).DisableRequestTimeout();
}
