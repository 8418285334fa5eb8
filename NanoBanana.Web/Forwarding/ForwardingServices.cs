using Microsoft.AspNetCore.HttpOverrides;

namespace NanoBanana.Web.Forwarding;

internal static class ForwardingServices
{
    /// <summary>Trusts the proxies named by <c>ForwardedHeaders:KnownProxies</c>; without any, forwarded headers mean nothing.</summary>
    public static void AddForwarding(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ApiAddress>();
        builder.Services.AddSingleton<Forwarder>();
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var proxy in Proxies(builder.Configuration))
            {
                options.KnownProxies.Add(System.Net.IPAddress.Parse(proxy));
            }
        });
    }

    public static void UseForwarding(this WebApplication app)
    {
        if (Proxies(app.Configuration).Length > 0)
        {
            app.UseForwardedHeaders();
        }
        if (app.Environment.IsProduction())
        {
            app.UseHsts();
        }
    }

    private static string[] Proxies(IConfiguration configuration) =>
        configuration.GetSection("ForwardedHeaders:KnownProxies").Get<string[]>() ?? [];
}
