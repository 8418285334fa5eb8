namespace NanoBanana.Web.Forwarding;

internal static class ForwardingServices
{
    public static void AddForwarding(this IHostApplicationBuilder builder)
    {
        builder.AddTrustedProxies();
        builder.Services.AddSingleton<ApiAddress>();
        builder.Services.AddHttpForwarder().AddSingleton<Forwarder>();
        // It writes whole addresses, and some are signed. What fails is logged here.
        builder.Logging.AddFilter("Yarp.ReverseProxy", LogLevel.None);
    }

    /// <summary>First of all: what comes after asks for the caller's address and scheme.</summary>
    public static void UseForwarding(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseAllowedHosts();
        app.UseOwnOrigin();
        if (app.Environment.IsProduction())
        {
            app.UseHsts();
        }
    }
}
