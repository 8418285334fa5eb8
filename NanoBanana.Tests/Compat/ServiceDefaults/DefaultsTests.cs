using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NanoBanana.Tests.Fixtures;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace NanoBanana.Tests.Compat.ServiceDefaults;

public sealed class DefaultsTests
{
    private static readonly ActivitySource Source = new("NanoBanana.Compat");

    [Fact]
    public async Task Health_asks_every_check_and_alive_only_the_process()
    {
        await using var app = await StartAsync(builder =>
            builder.Services.AddHealthChecks().AddCheck("redis", () => HealthCheckResult.Unhealthy("away")));
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using var health = await client.GetAsync(new Uri("/health", UriKind.Relative));
        using var alive = await client.GetAsync(new Uri("/alive", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("Unhealthy", await health.Content.ReadAsStringAsync());
        Assert.True(health.Headers.CacheControl!.NoStore);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal("Healthy", await alive.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Requests_are_traced_with_what_they_asked_for_and_health_is_not()
    {
        var spans = new Spans();
        await using var app = await StartAsync(builder =>
            builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(spans).SetSampler(new AlwaysOnSampler())));
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        await client.GetStringAsync(new Uri("/health", UriKind.Relative));
        await client.GetStringAsync(new Uri("/things/7", UriKind.Relative));
        await Eventually.TrueAsync(() => spans.Ended.Any(span => span.Kind == ActivityKind.Server), "the server's span");

        var server = Assert.Single(spans.Ended, span => span.Kind == ActivityKind.Server);
        Assert.Equal("GET /things/{id}", server.DisplayName);
        Assert.Equal("GET", server.GetTagItem("http.request.method"));
        Assert.Equal("/things/{id}", server.GetTagItem("http.route"));
        Assert.Equal("/things/7", server.GetTagItem("url.path"));
        Assert.Equal(200, server.GetTagItem("http.response.status_code"));
        var own = Assert.Single(spans.Ended, span => span.Source.Name == Source.Name);
        Assert.Equal(server.SpanId, own.ParentSpanId);
        Assert.Contains(spans.Ended, span => span.Kind == ActivityKind.Client && span.TraceId == server.TraceId);
    }

    [Fact]
    public async Task Telemetry_goes_where_the_environment_says()
    {
        var received = new ConcurrentQueue<string>();
        var collectorBuilder = WebApplication.CreateSlimBuilder();
        collectorBuilder.Logging.ClearProviders();
        collectorBuilder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = collectorBuilder.Build();
        collector.MapPost("/v1/{signal}", (string signal) => received.Enqueue(signal));
        await collector.StartAsync();

        await using (var app = await StartAsync(endpoint: collector.Urls.First()))
        {
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            await client.GetStringAsync(new Uri("/things/7", UriKind.Relative));
            await app.StopAsync();
        }

        await Eventually.TrueAsync(() => received.Contains("traces") && received.Contains("metrics"), "traces and metrics");
    }

    private static async Task<WebApplication> StartAsync(Action<WebApplicationBuilder>? configure = null, string? endpoint = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        builder.AddServiceDefaults();
        configure?.Invoke(builder);
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet("/things/{id}", (int id) =>
        {
            using var span = Source.StartActivity("look up");
            return TypedResults.Text($"{id}");
        });
        await app.StartAsync();
        return app;
    }

    private sealed class Spans : BaseProcessor<Activity>
    {
        public ConcurrentQueue<Activity> Ended { get; } = new();

        public override void OnEnd(Activity data)
        {
            if (data.Recorded)
            {
                Ended.Enqueue(data);
            }
        }
    }
}
