using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using NanoBanana.Contracts;

namespace NanoBanana.Api.Requests;

/// <summary>How requests are read: sizes, JSON, validation, and who is believed about where they came from.</summary>
internal static class RequestServices
{
    /// <summary>What is read of a body at most, so that one that is too large can be read off and answered.</summary>
    public const long DrainLimit = 64L << 20;

    /// <summary>Nothing in the contract nests deeper than a handful.</summary>
    private const int JsonMaxDepth = 32;

    public static void AddRequests(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = DrainLimit;
        });
        // The socket's pipes go on where they are: handlers await what takes time, and passwords are hashed elsewhere.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.Services.ConfigureHttpJsonOptions(options => Configure(options.SerializerOptions));
        builder.Services.AddValidation();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<IdempotencyStore>();
        builder.Services.AddOrigins();
        builder.Services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        builder.AddTrustedProxies();
    }

    /// <summary>The contract's JSON, for HTTP and for SignalR alike.</summary>
    public static void Configure(JsonSerializerOptions json)
    {
        json.TypeInfoResolverChain.Insert(0, ContractJson.Default);
        json.MaxDepth = JsonMaxDepth;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
    }

    /// <summary>An answer of the API is no page, unless it says so itself.</summary>
    private const string NothingRuns = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Headers that no answer should lack.</summary>
    public static void UseSafeHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        // At the last moment: the exception handler clears what was set before.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            if (headers.CacheControl.Count == 0)
            {
                // Answers are made for one reader, and some hold tokens.
                headers.CacheControl = "no-store";
            }

            if (context.Request.PathBase is { HasValue: true } prefix && headers.Location.ToString() is ['/', ..] location
                && !location.StartsWith($"{prefix}/", StringComparison.Ordinal))
            {
                headers.Location = prefix + location;
            }
            headers.XFrameOptions = "DENY";
            if (headers.ContentSecurityPolicy.Count == 0)
            {
                headers.ContentSecurityPolicy = NothingRuns;
            }
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>What counts as one caller without an account: an IPv4 address, or an IPv6 network of one site (/64).</summary>
    public static string AddressGroup(this HttpContext context)
    {
        var address = context.Address();
        return IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(parsed.GetAddressBytes().AsSpan(0, 8))
            : address;
    }

    /// <summary>Browsers that came by HTTPS once come back by HTTPS only.</summary>
    public static void UseTransportSecurity(this WebApplication app)
    {
        if (app.Environment.IsProduction())
        {
            app.UseHsts();
        }
    }

    /// <summary>The caller's address, for the list of devices.</summary>
    public static string Address(this HttpContext context) =>
        (context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress
            ?? IPAddress.None).ToString();
}
