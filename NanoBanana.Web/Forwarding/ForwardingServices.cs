namespace NanoBanana.Web.Forwarding;

internal static class ForwardingServices
{
    public static void AddForwarding(this IHostApplicationBuilder builder)
    {
        builder.AddTrustedProxies();
        builder.Services.AddSingleton<ApiAddress>();
        builder.Services.AddSingleton<Forwarder>();
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
