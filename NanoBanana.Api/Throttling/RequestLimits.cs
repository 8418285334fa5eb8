using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Messages;
using NanoBanana.Contracts;
using NanoBanana.Core.Throttling;

namespace NanoBanana.Api.Throttling;

/// <summary>Refuses what is too much with 429 and ends what takes too long with 503.</summary>
internal static class RequestLimits
{
    private const string Transfer = "transfer";

    /// <summary>Marks an endpoint that moves files and may take longer.</summary>
    public static readonly RequestTimeoutAttribute ForFiles = new(Transfer);

    public static void AddLimits(this IServiceCollection services)
    {
        services.AddSingleton<RequestRateLimiter>().AddSingleton<HeavyRequests>().AddSingleton<TextRule>()
            .AddSingleton(provider => new ConcurrencyLimiter(new()
            {
                PermitLimit = provider.GetRequiredService<IOptions<LimitOptions>>().Value.LiveConnections,
            }));
        services.AddHostedService<ConnectionLeaseService>();
        services.AddRequestTimeouts();
        services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<LimitOptions>>((timeouts, limits) =>
        {
            timeouts.DefaultPolicy = Policy(limits.Value.RequestTime);
            timeouts.AddPolicy(Transfer, Policy(limits.Value.TransferTime));
        });
    }

    /// <summary>Stands behind the authentication, which says for whom a request counts.</summary>
    public static void UseLimits(this WebApplication app)
    {
        app.UseRequestTimeouts();
        app.Use(CountAsync);
        app.Use(CountConnectionAsync);
        app.Use(QueueHeavyAsync);
    }

    private static Task CountAsync(HttpContext context, RequestDelegate next)
    {
        var judging = context.RequestServices.GetRequiredService<RequestRateLimiter>().JudgeAsync(context);
        return judging.IsCompletedSuccessfully ? ActAsync(context, next, judging.Result) : WaitAsync(judging.AsTask());

        async Task WaitAsync(Task<RateLimitResult?> verdict) => await ActAsync(context, next, await verdict);
    }

    private static Task ActAsync(HttpContext context, RequestDelegate next, RateLimitResult? verdict)
    {
        if (verdict is { Rates.Count: > 0 })
        {
            RateHeaders.Write(context.Response, verdict);
        }

        return verdict is { IsAdmitted: false }
            ? RefuseAsync(context, "requests", verdict.Wait, "Too many requests. Wait a little, then go on more slowly.")
            : next(context);
    }

    private static Task CountConnectionAsync(HttpContext context, RequestDelegate next) =>
        context.Request.Path == Routes.Hub && CurrentUser.From(context.User) is { } user
            ? ConnectAsync(context, next, user) : next(context);

    private static async Task ConnectAsync(HttpContext context, RequestDelegate next, CurrentUser user)
    {
        using var lease = context.RequestServices.GetRequiredService<ConcurrencyLimiter>().AttemptAcquire();
        if (!lease.IsAcquired)
        {
            await RefuseAsync(
                context, "connections-of-all", OpenConnections.Renewal,
                "This server holds as many live connections as it can. Try again soon.");
            return;
        }

        await using var connection = await context.RequestServices.GetRequiredService<OpenConnections>().EnterAsync(user.Id);
        await (connection is null
            ? RefuseAsync(
                context, "connections", OpenConnections.Renewal, "Too many live connections are open. Close some, then try again.")
            : next(context));
    }

    private static Task QueueHeavyAsync(HttpContext context, RequestDelegate next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Heavy>()?.Is(context.Request) == true ? QueueAsync(context, next) : next(context);

    private static async Task QueueAsync(HttpContext context, RequestDelegate next)
    {
        using var lease = await context.RequestServices.GetRequiredService<HeavyRequests>().EnterAsync(context);
        await (lease.IsAcquired
            ? next(context)
            : RefuseAsync(
                context, "heavy-requests", TimeSpan.FromSeconds(1), "Too many searches or exports at a time. Wait until one is done."));
    }

    private static Task RefuseAsync(HttpContext context, string limit, TimeSpan wait, string detail)
    {
        context.RequestServices.GetRequiredService<LimitMetrics>().Hit(limit);
        context.Response.Headers.RetryAfter = Math.Max(1, RateHeaders.Seconds(wait)).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(statusCode: StatusCodes.Status429TooManyRequests, detail: detail).ExecuteAsync(context);
    }

    private static RequestTimeoutPolicy Policy(TimeSpan time) => new()
    {
        Timeout = time,
        TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        WriteTimeoutResponse = context =>
        {
            context.Response.Headers.RetryAfter = "2";
            return TypedResults.Problem(
                statusCode: StatusCodes.Status503ServiceUnavailable,
                detail: "This took too long and was given up. Try again soon.").ExecuteAsync(context);
        },
    };
}
