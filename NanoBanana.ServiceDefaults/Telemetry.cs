using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>What a service tells about itself.</summary>
public static class Telemetry
{
    /// <summary>Begins the names of our own sources of spans and meters.</summary>
    private const string Own = "NanoBanana*";

    /// <summary>The share of plain requests that are traced where nobody works on the system.</summary>
    private const double DefaultRatio = 0.01;

    /// <summary>Ends of the paths to which a job is posted, or a file: the traces that somebody looks for.</summary>
    private static readonly FrozenSet<string> Work =
        FrozenSet.Create("edits", "retry", "upload", "batch", "uploads", "import", "fork", "selections");

    /// <summary>What docs/telemetry.md names: others measure every request several times over for what nobody looks at.</summary>
    private static readonly string[] AspNetCore =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections"];

    /// <summary>Levels that go up and down with every request, for nobody to look at.</summary>
    private static readonly FrozenSet<string> Unread = FrozenSet.Create("http.server.active_requests", "kestrel.queued_requests");

    /// <summary>Logs, metrics and traces, sent to <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> where that is set.</summary>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.ConfigureLogs();

        // Nobody listens: nothing is measured or traced.
        if (!builder.ExportsTelemetry())
        {
            return builder;
        }

        var ratio = builder.Configuration.GetValue<double?>("OTEL_TRACES_SAMPLER_ARG")
            ?? (builder.Environment.IsDevelopment() ? 1 : DefaultRatio);
        builder.Logging.AddOpenTelemetry(logging =>
        {
            // No scopes: the server's one has the path of the request, and there are codes in paths.
            logging.IncludeFormattedMessage = true;
        });

        // The server reads the headers of traces itself; nothing here has baggage to be read from each request again.
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                builder.Configuration["OTEL_SERVICE_NAME"] ?? builder.Environment.ApplicationName))
            .UseOtlpExporter()
            .WithMetrics(metrics => metrics
                .AddMeter(AspNetCore)
                .AddView(instrument => Unread.Contains(instrument.Name) ? MetricStreamConfiguration.Drop : null)
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter(Own))
            .WithTracing(tracing => tracing
                .SetSampler(new ParentBasedSampler(new RequestedWorkSampler()))
                .AddAspNetCoreInstrumentation(requests => requests.Filter = context => IsWorthTracing(context, ratio))
                .AddHttpClientInstrumentation()
                .AddSource(Own)
                .AddProcessor(new AddressRedaction()));
        return builder;
    }

    /// <summary>Whether <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector of telemetry.</summary>
    internal static bool ExportsTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder =>
        !string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);

    private static void ConfigureLogs<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        if (builder.Environment.IsDevelopment())
        {
            builder.Logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
            });
        }

        // The framework's own request lines carry whole addresses, and live connections have their token in there.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);

        // The API and the worker protect nothing with these keys; each start would warn that they are kept nowhere.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        // Each step of a connection is told at Information.
        builder.Logging.AddFilter("StackExchange.Redis", LogLevel.Warning);
    }

    /// <summary>
    /// Health checks are asked all the time, scripts with each page; live connections last as long as the page. Of what starts no job, and
    /// belongs to no trace of its caller, a share is enough. As most requests are not of it, that is judged first.
    /// </summary>
    internal static bool IsWorthTracing(HttpContext context, double ratio) =>
        (Random.Shared.NextDouble() < ratio || HasParent(Activity.Current) || StartsWork(context.Request))
            && !Extensions.IsHealth(context.Request.Path) && !IsFile(context.Request.Path) && !IsWebSocket(context.Request);

    private static bool HasParent(Activity? request) => request?.ParentSpanId is { } parent && parent != default;

    private static bool StartsWork(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Value is { } path && Work.Contains(path[(path.LastIndexOf('/') + 1)..]);

    private static bool IsFile(PathString path) => System.IO.Path.HasExtension(path.Value);

    private static bool IsWebSocket(HttpRequest request) =>
        HttpMethods.IsConnect(request.Method) || request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase);
}
