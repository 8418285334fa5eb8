using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using IPNetwork = System.Net.IPNetwork;

namespace Microsoft.Extensions.Hosting;

/// <summary>Which proxies are believed about who calls, and at which address.</summary>
public static partial class TrustedProxies
{
    private const string Section = "ForwardedHeaders:KnownNetworks";
    private const string PathBase = "PathBase";
    private static readonly string[] ThisMachine = ["127.0.0.1", "::1"];

    /// <summary>
    /// Believes this machine and the addresses and networks of <c>ForwardedHeaders:KnownNetworks</c> or <c>TRUSTED_PROXIES</c>, through as
    /// many of them as a request came; the first other address is the caller's. Have <see cref="UseTrustedProxies"/> early in the pipeline.
    /// </summary>
    public static TBuilder AddTrustedProxies<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        var named = Named(builder.Configuration);
        // After all others: ASPNETCORE_FORWARDEDHEADERS_ENABLED, which platforms set, would have everybody believed.
        builder.Services.AddOptions<ForwardedHeadersOptions>()
            .PostConfigure(options =>
            {
                options.ForwardedHeaders = ForwardedHeaders.All;
                options.ForwardLimit = null;
                options.KnownProxies.Clear();
                options.KnownIPNetworks.Clear();
                foreach (var network in ThisMachine.Concat(named).Select(Parse).OfType<IPNetwork>())
                {
                    options.KnownIPNetworks.Add(network);
                }
            })
            .Validate(
                _ => named.All(network => Parse(network) is not null),
                $"Set {Section} or TRUSTED_PROXIES to addresses and networks of proxies, such as 10.0.0.0/8 or 192.0.2.7; "
                + $"these are: {string.Join(", ", named)}.")
            .ValidateOnStart();
        return builder;
    }

    /// <summary>
    /// Takes over the caller's address, and the scheme, host and path prefix that the caller sees. <c>PathBase</c> is the prefix
    /// where a proxy names none, whether the proxy leaves it in the path or takes it away. What is no
    /// scheme or prefix of a web site is refused with 400.
    /// </summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        var prefix = new PathString(app.Configuration[PathBase] is { Length: > 0 } set ? $"/{set.Trim('/')}" : null);
        app.UseForwardedHeaders();
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (request.Scheme is not ("http" or "https") || (request.PathBase.HasValue && !Prefix().IsMatch(request.PathBase.Value)))
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return Task.CompletedTask;
            }
            if (prefix.HasValue && !request.PathBase.HasValue)
            {
                request.Path = request.Path.StartsWithSegments(prefix, out var rest) ? rest : request.Path;
                request.PathBase = prefix;
            }
            return next(context);
        });
    }

    [GeneratedRegex(@"^(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+\z")]
    private static partial Regex Prefix();

    private static string[] Named(IConfiguration configuration) =>
    [
        .. configuration.GetSection(Section).GetChildren().Select(network => network.Value ?? ""),
        .. (configuration["TRUSTED_PROXIES"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    ];

    /// <summary>A network, or one address as a network of its own; null where it is neither.</summary>
    private static IPNetwork? Parse(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : null;
}
