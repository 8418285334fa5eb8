using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Fixtures.Telemetry;

namespace NanoBanana.Tests.Costs;

/// <summary>
/// The same requests to two processes of the API in turn: one sends its telemetry to a collector, and one does not. <c>bench/telemetry.sh</c>
/// asks for more turns with <c>TELEMETRY_TURNS</c>, and for the figures in the file <c>TELEMETRY_REPORT</c>.
/// </summary>
public sealed class TelemetrySpeed
{
    private static readonly string? Report = Environment.GetEnvironmentVariable("TELEMETRY_REPORT");
    private static readonly int Turns =
        int.TryParse(Environment.GetEnvironmentVariable("TELEMETRY_TURNS"), CultureInfo.InvariantCulture, out var turns) ? turns : 1;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(Report is null ? 0.1 : 2);

    [Fact]
    public async Task Requests_are_answered_with_and_without_a_collector()
    {
        await using var collector = await OtlpReceiver.StartAsync(keep: Report is null);
        await using var system = await LocalSystem.StartAsync(
            apis: 1, workers: 0, KeyValuePair.Create("Limits__RequestsPerUser", (string?)"1000000"));
        await using var told = await ServiceProcess.StartAsync(
            "NanoBanana.Api", system.Settings.Concat(collector.Endpoint).ToDictionary(setting => setting.Key, setting => setting.Value));
        using var load = await RequestLoad.PrepareAsync(system, told.Address);
        Process[] processes = [Process.GetProcessById(system.Apis[0].ProcessId), Process.GetProcessById(told.ProcessId)];
        var figures = new SortedDictionary<string, double>();

        // What is compiled and loaded only once is not counted.
        for (var warming = 0; warming < (Report is null ? 0 : 3); warming++)
        {
            foreach (var (_, request) in RequestLoad.Requests)
            {
                await load.RunAsync(request, Turn, replica: 0);
                await load.RunAsync(request, Turn, replica: 1);
            }
        }

        foreach (var (name, request) in RequestLoad.Requests)
        {
            var costs = new[] { new List<double>(), [] };
            for (var turn = 0; turn < Turns; turn++)
            {
                foreach (var replica in turn % 2 == 0 ? (int[])[0, 1] : [1, 0])
                {
                    var before = RequestLoad.CpuOf(processes[replica]);
                    var count = (await load.RunAsync(request, Turn, replica)).Count;
                    costs[replica].Add((RequestLoad.CpuOf(processes[replica]) - before) / count);
                }
            }

            figures[$"{name}CpuMs"] = Math.Round(MedianOf(costs[0]), 4);
            figures[$"{name}ToldCpuMs"] = Math.Round(MedianOf(costs[1]), 4);
            figures[$"{name}Ratio"] = Math.Round(MedianOf([.. costs[1].Zip(costs[0], (told, untold) => told / untold)]), 3);
        }

        await Eventually.TrueAsync(() => collector.Requests > 0, "the collector to hear of them", TimeSpan.FromMinutes(1));
        if (Report is not null)
        {
            await File.WriteAllTextAsync(Report, JsonSerializer.Serialize(figures));
        }
    }

    private static double MedianOf(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
