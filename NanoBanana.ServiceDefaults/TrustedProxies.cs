using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using IPNetwork = System.Net.IPNetwork;

namespace Microsoft.Extensions.Hosting;

/// <summary>Which proxies are believed about who calls and by which scheme.</summary>
public static class TrustedProxies
{
    private const string Section = "ForwardedHeaders:KnownNetworks";
    private static readonly string[] ThisMachine = ["127.0.0.1", "::1"];

    /// <summary>
    /// Believes this machine and the addresses and networks of <c>ForwardedHeaders:KnownNetworks</c> or <c>TRUSTED_PROXIES</c>, through as
    /// many of them as a request came; the first other address is the caller's. Have <c>UseForwardedHeaders</c> early in the pipeline.
    /// </summary>
    public static TBuilder AddTrustedProxies<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        var named = Named(builder.Configuration);
        // After all others: ASPNETCORE_FORWARDEDHEADERS_ENABLED, which platforms set, would have everybody believed.
        builder.Services.AddOptions<ForwardedHeadersOptions>()
            .PostConfigure(options =>
            {
                options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
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
                $"Set {Section} or TRUSTED_PROXIES to addresses and networks of proxies, such as 10.0.0.0/8 or 192.0.2.7; these are: {string.Join(", ", named)}.")
            .ValidateOnStart();
        return builder;
    }

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
