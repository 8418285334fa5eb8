using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.StackExchangeRedis;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Client;
using NanoBanana.Web.Forwarding;
using NanoBanana.Web.Live;
using StackExchange.Redis;

namespace NanoBanana.Web.Accounts;

internal static class AccountServices
{
    /// <summary>As long as the API's refresh token: each use starts it anew.</summary>
    public static readonly TimeSpan SignedInFor = TimeSpan.FromDays(30);

    public static void AddAccounts(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddDataProtection().SetApplicationName("NanoBanana.Web");
        services.AddOptions<KeyRingOptions>().BindConfiguration(KeyRingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<KeyRingOptions>, KeyRingOptionsValidator>();
        services.AddOptions<KeyManagementOptions>().Configure<IConnectionMultiplexer, IOptions<KeyRingOptions>>((keys, redis, secret) =>
        {
            keys.XmlRepository = new RedisXmlRepository(() => redis.GetDatabase(), WebKeys.DataProtection);
            keys.XmlEncryptor = new KeyRingEncryptor(secret);
        });

        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<TicketStore>((cookie, tickets) =>
            {
                cookie.SessionStore = tickets;
                cookie.CookieManager = new CookieNames();
                cookie.Cookie.Name = "nano-banana";
                cookie.Cookie.Path = "/"; // as the prefix __Host- wants it, also below a path prefix
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.ExpireTimeSpan = SignedInFor;
                cookie.SlidingExpiration = true;
                cookie.LoginPath = $"/{AccountPaths.SignIn}";
                cookie.Events.OnRedirectToLogin = RedirectToLogin;
                cookie.Events.OnRedirectToAccessDenied = RedirectHere;
            });
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();

        services.AddSingleton<TicketStore>();
        services.AddSingleton<TokenStore>();
        services.AddSingleton<AuthClient>();
        services.AddScoped<CurrentTokens>();
        services.AddHttpClient("api");
        services.AddScoped(CreateClient);
        services.AddScoped(provider => new AnonymousClient(
            provider.GetRequiredService<IHttpClientFactory>(), provider.GetRequiredService<IHttpContextAccessor>()));
    }

    /// <summary>Who comes for the first time sees what this is.</summary>
    private static Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.Path != "/")
        {
            return RedirectHere(context);
        }
        context.Response.Redirect($"{context.Request.PathBase}/{AccountPaths.Welcome}");
        return Task.CompletedTask;
    }

    /// <summary>By path alone: the framework would repeat whatever Host the request named.</summary>
    private static Task RedirectHere(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
        return Task.CompletedTask;
    }

    /// <summary>Built by hand, because a handler from the factory cannot know whose circuit it serves.</summary>
    private static NanoBananaClient CreateClient(IServiceProvider services)
    {
        var tokens = services.GetRequiredService<CurrentTokens>();
        var handler = services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("api");
        var http = new HttpClient(new Reauthorize(tokens, new ReaderLanguage(new TracedCalls(handler))), disposeHandler: false)
        {
            BaseAddress = new(ApiAddress.ServiceDiscovery),
        };
        return new(http, tokens.GetAccessTokenAsync);
    }
}
