namespace NanoBanana.Web.Live;

internal static class LiveServices
{
    public static void AddLive(this IServiceCollection services) => services.AddScoped<LiveConnection>();
}
