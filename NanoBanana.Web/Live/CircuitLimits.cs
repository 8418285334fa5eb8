using System.ComponentModel.DataAnnotations;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace NanoBanana.Web.Live;

/// <summary>How many live connections browsers may hold open (section <c>Limits</c>).</summary>
internal sealed class CircuitOptions
{
    /// <summary>Of all browsers on this replica.</summary>
    [Range(1, 1_000_000)]
    public int LiveConnections { get; set; } = 5000;

    /// <summary>Of one address; people behind one share it.</summary>
    [Range(1, 1_000_000)]
    public int LiveConnectionsPerAddress { get; set; } = 500;
}

[OptionsValidator]
internal sealed partial class CircuitOptionsValidator : IValidateOptions<CircuitOptions>;

/// <summary>Refuses live connections beyond the limits with 429.</summary>
internal static class CircuitLimits
{
    private const string Path = "/_blazor";

    public static void AddCircuitLimits(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<CircuitOptions>, CircuitOptionsValidator>();
        services.AddOptions<CircuitOptions>().BindConfiguration("Limits").ValidateOnStart();
        services.AddSingleton(provider =>
        {
            var limits = provider.GetRequiredService<IOptions<CircuitOptions>>().Value;
            return PartitionedRateLimiter.CreateChained(
                Bound(_ => "", limits.LiveConnections),
                Bound(context => context.Connection.RemoteIpAddress?.ToString() ?? "", limits.LiveConnectionsPerAddress));
        });
    }

    public static void UseCircuitLimits(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Request.Path != Path || !IsUpgrade(context.Features))
        {
            await next(context);
            return;
        }

        using var lease = app.Services.GetRequiredService<PartitionedRateLimiter<HttpContext>>().AttemptAcquire(context);
        if (!lease.IsAcquired)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "5";
            return;
        }

        await next(context);
    });

    private static PartitionedRateLimiter<HttpContext> Bound(Func<HttpContext, string> partition, int most) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context =>
            RateLimitPartition.GetConcurrencyLimiter(partition(context), _ => new() { PermitLimit = most }));

    private static bool IsUpgrade(IFeatureCollection features) =>
        features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        || features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };
}
