using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;

namespace NanoBanana.Api.Live;

internal static class LiveServices
{
    public static void AddLive(this IServiceCollection services)
    {
        services.AddSingleton<HubLimits>().AddSignalR(hub => hub.AddFilter<HubLimits>())
            .AddJsonProtocol(json =>
            {
                RequestServices.Configure(json.PayloadSerializerOptions);
                json.PayloadSerializerOptions.TypeInfoResolverChain.Add(LiveJson.Default);
            })
            .AddStackExchangeRedis();
        services.AddSingleton<IConfigureOptions<RedisOptions>, Backplane>();
        services.AddSingleton<LiveMetrics>().AddSingleton<LogFeeds>().AddSingleton<AuthorizedEventReader>().AddSingleton<EventMapper>()
            .AddSingleton<Usernames>().AddSingleton<PresenceTracker>().AddSingleton<TypingTracker>();
        services.AddHostedService<PresenceRenewalService>();
        services.AddSingleton<DeviceWatch>().AddHostedService(provider => provider.GetRequiredService<DeviceWatch>());
    }

    public static void MapLive(this IEndpointRouteBuilder app) => app.MapHub<LiveHub>(Routes.Hub).DisableRequestTimeout();
}
