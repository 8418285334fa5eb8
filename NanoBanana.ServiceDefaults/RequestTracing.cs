using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Spans of requests by OpenTelemetry's semantic conventions for HTTP servers, in place of the framework's own ones: those are made for
/// each request and thrown away when it is not traced (docs/adr/0021).
/// </summary>
internal sealed class RequestTracing(double ratio) : IStartupFilter
{
    /// <summary>Name of the source of these spans.</summary>
    public const string SourceName = "NanoBanana.Requests";

    /// <summary>What a request that no route is for has in place of a path: a visitor may have typed anything.</summary>
    private const string UnknownRoute = "{unknown}";

    /// <summary>Ends of the paths to which a job is posted, or a file: the traces that somebody looks for.</summary>
    private static readonly FrozenSet<string> Work =
        FrozenSet.Create("edits", "retry", "upload", "batch", "uploads", "import", "fork", "selections");

    /// <summary>What the conventions call a method that is none of theirs.</summary>
    private const string OtherMethod = "_OTHER";

    private static readonly FrozenSet<string> Methods =
        FrozenSet.Create("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

    private static readonly ActivitySource Source = new(SourceName);

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            var caller = CallerOf(context.Request);
            return IsWorthTracing(context.Request, ratio, caller) ? TraceAsync(context, caller, rest) : rest(context);
        });
        next(app);
    };

    /// <summary>
    /// Health checks are asked all the time, scripts with each page; live connections last as long as the page. Of what starts no job, and
    /// belongs to no trace of its caller, a share is enough. As most requests are not of it, that is judged first. A caller with a trace
    /// decides for the request, too.
    /// </summary>
    internal static bool IsWorthTracing(HttpRequest request, double ratio, ActivityContext caller) =>
        (caller == default
            ? Random.Shared.NextDouble() < ratio || StartsWork(request)
            : caller.TraceFlags.HasFlag(ActivityTraceFlags.Recorded))
            && !Extensions.IsHealth(request.Path) && !IsFile(request.Path) && !IsWebSocket(request);

    private static ActivityContext CallerOf(HttpRequest request) =>
        ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var caller)
            ? caller
            : default;

    private static async Task TraceAsync(HttpContext context, ActivityContext caller, RequestDelegate next)
    {
        using var span = Source.StartActivity(MethodOf(context.Request), ActivityKind.Server, caller);
        try
        {
            await next(context);
        }
        catch (Exception failure)
        {
            span?.SetTag("error.type", failure.GetType().FullName).SetStatus(ActivityStatusCode.Error);
            Describe(span, context, context.Response.HasStarted ? context.Response.StatusCode : StatusCodes.Status500InternalServerError);
            throw;
        }

        Describe(span, context, context.Response.StatusCode);
    }

    /// <summary>Tags known only when the request was routed and answered.</summary>
    private static void Describe(Activity? span, HttpContext context, int status)
    {
        if (span is null)
        {
            return;
        }

        var request = context.Request;
        var (method, route) = (MethodOf(request), RouteOf(context));
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.request.method", method)
            .SetTag("http.response.status_code", status)
            .SetTag("http.route", route)
            .SetTag("url.scheme", request.Scheme)
            .SetTag("url.path", route ?? UnknownRoute)
            .SetTag("server.address", request.Host.Host)
            .SetTag("server.port", request.Host.Port)
            .SetTag("network.protocol.version", VersionOf(request.Protocol));
        if (status >= StatusCodes.Status500InternalServerError && span.Status is ActivityStatusCode.Unset)
        {
            span.SetTag("error.type", status.ToString(CultureInfo.InvariantCulture)).SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Whoever answers a failure in place of an endpoint takes that endpoint away.</summary>
    private static string? RouteOf(HttpContext context) =>
        (context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint) switch
        {
            RouteEndpoint routed => routed.RoutePattern.RawText,
            var other => other?.Metadata.GetMetadata<IRouteDiagnosticsMetadata>()?.Route,
        };

    /// <summary>A visitor may have typed any other method, too.</summary>
    private static string MethodOf(HttpRequest request) => Methods.Contains(request.Method) ? request.Method : OtherMethod;

    private static string VersionOf(string protocol) => protocol switch
    {
        "HTTP/1.1" => "1.1",
        "HTTP/2" => "2",
        "HTTP/3" => "3",
        _ => protocol[(protocol.IndexOf('/', StringComparison.Ordinal) + 1)..],
    };

    private static bool StartsWork(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Value is { } path && Work.Contains(path[(path.LastIndexOf('/') + 1)..]);

    private static bool IsFile(PathString path) => System.IO.Path.HasExtension(path.Value);

    private static bool IsWebSocket(HttpRequest request) =>
        HttpMethods.IsConnect(request.Method) || request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase);
}
