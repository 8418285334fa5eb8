using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace OpenTelemetry.Instrumentation.AspNetCore;

/// <summary>Names the server's spans and puts the HTTP attributes on them, before everything else in the pipeline.</summary>
internal sealed class ServerSpans(IOptions<AspNetCoreTraceInstrumentationOptions> options) : IStartupFilter
{
    private readonly AspNetCoreTraceInstrumentationOptions _options = options.Value;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(DescribeAsync);
        next(app);
    };

    private async Task DescribeAsync(HttpContext context, RequestDelegate next)
    {
        if (Activity.Current is not { IsAllDataRequested: true, OperationName: "Microsoft.AspNetCore.Hosting.HttpRequestIn" } span)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        if (_options.Filter is { } filter && !filter(context))
        {
            span.IsAllDataRequested = false;
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            await next(context).ConfigureAwait(false);
            return;
        }

        Started(span, context.Request);
        try
        {
            await next(context).ConfigureAwait(false);
            Ended(span, context, context.Response.StatusCode);
        }
        catch (Exception exception)
        {
            if (_options.RecordException)
            {
                span.AddException(exception);
            }

            span.SetTag("error.type", exception.GetType().FullName);
            Ended(span, context, StatusCodes.Status500InternalServerError);
            throw;
        }
    }

    private void Started(Activity span, HttpRequest request)
    {
        span.SetTag("http.request.method", request.Method);
        span.SetTag("url.scheme", request.Scheme);
        span.SetTag("url.path", request.PathBase.Add(request.Path).Value);
        span.SetTag("server.address", request.Host.Host);
        span.SetTag("server.port", request.Host.Port);
        span.SetTag("network.protocol.version", request.Protocol.Split('/')[^1]);
        span.SetTag("user_agent.original", request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null);
        _options.EnrichWithHttpRequest?.Invoke(span, request);
    }

    private void Ended(Activity span, HttpContext context, int status)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", status);
        if (status >= 500)
        {
            span.SetStatus(ActivityStatusCode.Error);
            span.SetTag("error.type", span.GetTagItem("error.type") ?? status.ToString(CultureInfo.InvariantCulture));
        }

        _options.EnrichWithHttpResponse?.Invoke(span, context.Response);
    }
}
