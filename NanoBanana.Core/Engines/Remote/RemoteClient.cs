using Microsoft.Extensions.DependencyInjection;

namespace NanoBanana.Core.Engines.Remote;

/// <summary>HTTP clients for providers.</summary>
internal static class RemoteClient
{
    /// <summary>
    /// A client that sends once and as it is told: no redirects (the key would follow them), none of the retries, time limits and
    /// look-ups that the services use among themselves, and no logging of what it sends.
    /// </summary>
    public static IServiceCollection AddRemoteClient(this IServiceCollection services, string name)
    {
        services.AddHttpClient(name)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(15),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            // The handler sees to its connections itself, so that whoever holds the client may keep it.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear())
            .RemoveAllLoggers();
        return services;
    }
}
