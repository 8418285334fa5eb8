using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;

namespace NanoBanana.Tests.Fixtures.Telemetry;

/// <summary>
/// A real Prometheus with our configuration and our alerts. It scrapes what a receiver was told; only the addresses and the times between
/// two looks are the test's.
/// </summary>
internal sealed partial class PrometheusServer : IAsyncDisposable
{
    private readonly WebApplication _page = WebApplication.CreateSlimBuilder().Build();
    private readonly HttpClient _http;
    private readonly int _port = FreePort.Next();
    private ChildProcess? _process;

    private PrometheusServer(OtlpReceiver collector)
    {
        _http = new() { BaseAddress = new($"http://127.0.0.1:{_port}") };
        _page.Urls.Add("http://127.0.0.1:0");
        _page.MapGet("/metrics", () => PrometheusPage.Of(collector.Metrics));
    }

    public static async Task<PrometheusServer> StartAsync(OtlpReceiver collector)
    {
        var server = new PrometheusServer(collector);
        await server._page.StartAsync();
        var folder = Watchdog.TemporaryDirectory();
        var settings = Path.Combine(folder, "prometheus.yaml");
        await File.WriteAllTextAsync(settings, SettingsFor(new Uri(server._page.Urls.First()).Authority));
        server._process = ChildProcess.Start(new ProcessStartInfo("prometheus",
        [
            $"--config.file={settings}", $"--storage.tsdb.path={Path.Combine(folder, "data")}",
            $"--web.listen-address=127.0.0.1:{server._port.ToString(CultureInfo.InvariantCulture)}", "--log.level=warn",
        ]));
        await Eventually.TrueAsync(server.IsReadyAsync, "Prometheus to be ready", TimeSpan.FromSeconds(60));
        return server;
    }

    /// <summary>deploy/observability/prometheus.yaml, which looks every second and there.</summary>
    public static string SettingsFor(string target)
    {
        var settings = SourceTree.Read("deploy/observability/prometheus.yaml");
        Assert.Contains("collector:8889", settings, StringComparison.Ordinal);
        return Interval.Replace(settings, "scrape_interval: 1s\n  evaluation_interval: 1s")
            .Replace("/etc/prometheus/alerts.yaml", SourceTree.PathTo("deploy/observability/alerts.yaml"), StringComparison.Ordinal)
            .Replace("collector:8889", target, StringComparison.Ordinal);
    }

    /// <summary>The values of an expression; fails when Prometheus does not understand it.</summary>
    public async Task<IReadOnlyList<double>> QueryAsync(string expression)
    {
        using var answer = await AskAsync($"/api/v1/query?query={Uri.EscapeDataString(expression)}");
        Assert.True(answer.RootElement.GetProperty("status").GetString() == "success", $"{expression}: {answer.RootElement}");
        return [.. answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray()
            .Select(series => double.Parse(series.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture))];
    }

    /// <summary>The names of all series.</summary>
    public async Task<IReadOnlySet<string>> NamesAsync()
    {
        using var answer = await AskAsync("/api/v1/label/__name__/values");
        return answer.RootElement.GetProperty("data").EnumerateArray().Select(name => name.GetString()!).ToHashSet();
    }

    /// <summary>The alerts that fire now.</summary>
    public async Task<IReadOnlyList<string>> FiringAsync()
    {
        using var answer = await AskAsync("/api/v1/alerts");
        return [.. answer.RootElement.GetProperty("data").GetProperty("alerts").EnumerateArray()
            .Where(alert => alert.GetProperty("state").GetString() == "firing")
            .Select(alert => alert.GetProperty("labels").GetProperty("alertname").GetString()!)];
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.StopAsync();
            _process.Dispose();
        }

        _http.Dispose();
        await _page.DisposeAsync();
    }

    private async Task<JsonDocument> AskAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync("/-/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException) when (!_process!.HasExited)
        {
            return false;
        }
        catch (HttpRequestException)
        {
            throw new InvalidOperationException($"Prometheus ended:\n{_process!.Output}");
        }
    }

    [GeneratedRegex("scrape_interval: .*")]
    private static partial Regex Interval { get; }
}
