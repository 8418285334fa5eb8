using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Costs;

/// <summary>
/// The requests that are made most, by eight users at once. <c>bench/http.sh</c> asks for more of each with <c>HTTP_SECONDS</c>, and for
/// the figures in the file <c>HTTP_REPORT</c>.
/// </summary>
public sealed class RequestSpeed
{
    private static readonly string? Report = Environment.GetEnvironmentVariable("HTTP_REPORT");
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(
        double.TryParse(Environment.GetEnvironmentVariable("HTTP_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 0.2);

    [Fact]
    public async Task Every_request_is_answered()
    {
        await using var system = await LocalSystem.StartAsync(
            apis: 1, workers: 0, KeyValuePair.Create("Limits__RequestsPerUser", (string?)"1000000"));
        var load = await RequestLoad.PrepareAsync(system);
        using var api = Process.GetProcessById(system.Apis[0].ProcessId);
        var figures = new SortedDictionary<string, double>();
        // What is compiled and loaded only once is not counted: much of it is the same for all kinds.
        foreach (var (_, request) in RequestLoad.Requests)
        {
            await load.RunAsync(request, Report is null ? TimeSpan.Zero : 2 * Time);
        }

        foreach (var (name, request) in RequestLoad.Requests)
        {
            var before = RequestLoad.CpuOf(api);
            var times = await load.RunAsync(request, Time);
            figures[$"{name}CpuMs"] = (RequestLoad.CpuOf(api) - before) / times.Count;
            figures[$"{name}MsP50"] = times[times.Count / 2];
            figures[$"{name}MsP99"] = times[times.Count * 99 / 100];
        }

        load.Dispose();
        if (Report is not null)
        {
            await File.WriteAllTextAsync(
                Report, JsonSerializer.Serialize(figures.ToDictionary(figure => figure.Key, figure => Math.Round(figure.Value, 4))));
        }
    }
}
