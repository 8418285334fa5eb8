using Microsoft.AspNetCore.Localization;

namespace NanoBanana.Web.Layout;

internal static class LayoutServices
{
    private static readonly string[] Cultures = ["en", "zh-CN"];

    /// <summary>
    /// What a prerendered page knows travels to its circuit in one hub message, larger than the 32 KB that is the default;
    /// <see cref="State.SessionSnapshot"/> keeps it below this.
    /// </summary>
    private const int HubMessageMaxBytes = 512 << 10;

    public static void AddLayout(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddProblemDetails();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(Cultures[0]).AddSupportedCultures(Cultures).AddSupportedUICultures(Cultures);
            options.RequestCultureProviders =
            [
                new QueryStringRequestCultureProvider(), new CookieRequestCultureProvider(),
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = FormCookie.Name;
            options.Cookie.Path = "/"; // as the prefix __Host- wants it, also below a path prefix
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = HubMessageMaxBytes);
        services.AddScoped<LocalTime>();
        services.AddScoped<Notices>();
        services.AddScoped<TabStore>();
    }
}
