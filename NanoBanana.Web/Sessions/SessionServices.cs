using NanoBanana.Web.State;

namespace NanoBanana.Web.Sessions;

internal static class SessionServices
{
    public static void AddSessions(this IServiceCollection services) =>
        services.AddScoped<SessionList>().AddScoped<SessionCoverCache>().AddScoped<Outbox>().AddSingleton<Retries>();
}
