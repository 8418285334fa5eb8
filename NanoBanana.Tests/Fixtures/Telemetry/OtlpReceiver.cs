using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace NanoBanana.Tests.Fixtures.Telemetry;

/// <summary>Receives OTLP over HTTP, as a collector does, and keeps it.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _server = WebApplication.CreateSlimBuilder().Build();
    private readonly ConcurrentQueue<ExportedSpan> _spans = new();
    private readonly ConcurrentQueue<ExportedLog> _logs = new();
    private readonly ConcurrentQueue<ExportedMetric> _metrics = new();

    private readonly bool _keep;
    private int _requests;

    private OtlpReceiver(bool keep)
    {
        _keep = keep;
        _server.Urls.Add("http://127.0.0.1:0");
        _server.MapPost("/v1/traces", request => ReceiveAsync(request, ExportedSpan.In, _spans));
        _server.MapPost("/v1/logs", request => ReceiveAsync(request, ExportedLog.In, _logs));
        _server.MapPost("/v1/metrics", request => ReceiveAsync(request, ExportedMetric.In, _metrics));
    }

    /// <summary>How often something was sent here.</summary>
    public int Requests => _requests;

    public IReadOnlyCollection<ExportedSpan> Spans => _spans;

    public IReadOnlyCollection<ExportedLog> Logs => _logs;

    public IReadOnlyCollection<ExportedMetric> Metrics => _metrics;

    /// <summary>Everything that was received as text, one value a line.</summary>
    public IEnumerable<string> Values =>
        Spans.SelectMany(span => span.Tags.Values.Append(span.Name))
            .Concat(Logs.SelectMany(log => log.Tags.Values.Append(log.Body)))
            .Concat(Metrics.SelectMany(metric => metric.Tags.Values));

    /// <summary>Environment variables that have a service send here, soon after something happened.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        .. Endpoint,
        new("OTEL_TRACES_SAMPLER_ARG", "1"),
        new("OTEL_BSP_SCHEDULE_DELAY", "200"),
        new("OTEL_BLRP_SCHEDULE_DELAY", "200"),
        new("OTEL_METRIC_EXPORT_INTERVAL", "500"),
    ];

    /// <summary>Environment variables that have a service send here whenever it likes.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Endpoint =>
    [
        new("OTEL_EXPORTER_OTLP_ENDPOINT", _server.Urls.First()),
        new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
    ];

    /// <param name="keep">Whether what is received is of interest.</param>
    public static async Task<OtlpReceiver> StartAsync(bool keep = true)
    {
        var receiver = new OtlpReceiver(keep);
        await receiver._server.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ReceiveAsync<T>(HttpContext context, Func<ProtoMessage, IEnumerable<T>> read, ConcurrentQueue<T> kept)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Interlocked.Increment(ref _requests);
        if (!_keep)
        {
            return;
        }

        foreach (var item in read(new(body.ToArray())))
        {
            kept.Enqueue(item);
        }
    }
}
