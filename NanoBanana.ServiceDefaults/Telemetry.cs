using System.Collections.Frozen;
using Microsoft.AspNetCore.Hosting;
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

    /// <summary>Begins the names of the sources of taps. Spans of requests are our own.</summary>
    private const string Circuits = "Microsoft.AspNetCore.Components*";

    /// <summary>The share of plain requests that are traced where nobody works on the system.</summary>
    private const double DefaultRatio = 0.01;

    /// <summary>What docs/telemetry.md names: others measure every request several times over for what nobody looks at.</summary>
    private static readonly string[] AspNetCoreMeters =
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

        // Nobody here has baggage to send along.
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        builder.Services.AddTransient<IStartupFilter>(_ => new RequestTracing(ratio));
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                builder.Configuration["OTEL_SERVICE_NAME"] ?? builder.Environment.ApplicationName))
            .UseOtlpExporter()
            .WithMetrics(metrics => metrics
                .AddMeter(AspNetCoreMeters)
                .AddView(instrument => Unread.Contains(instrument.Name) ? MetricStreamConfiguration.Drop : null)
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter(Own))
            .WithTracing(tracing => tracing
                .SetSampler(new ParentBasedSampler(new RequestedWorkSampler()))
                .AddHttpClientInstrumentation()
                .AddSource(Own, Circuits)
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

        // Those lines are all that this one writes. While anybody might read them, each request gets a span and a scope, traced or not.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        // The API and the worker protect nothing with these keys; each start would warn that they are kept nowhere.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        // Each step of a connection is told at Information.
        builder.Logging.AddFilter("StackExchange.Redis", LogLevel.Warning);
    }
}
