using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Fixtures.Telemetry;

namespace NanoBanana.Tests.Costs;

/// <summary>
/// The same requests in turn to three processes of the API: two that tell nobody what they do, and one that sends its telemetry to a
/// collector. How far the first two differ is what the measurement cannot tell from noise. <c>bench/telemetry.sh</c> asks for more rounds,
/// each with processes of its own, with <c>TELEMETRY_ROUNDS</c>, and for the figures in the file <c>TELEMETRY_REPORT</c>.
/// </summary>
public sealed class TelemetrySpeed
{
    private static readonly string? Report = Environment.GetEnvironmentVariable("TELEMETRY_REPORT");
    private static readonly int Rounds = Number("TELEMETRY_ROUNDS", 1);
    private static readonly int Turns = Report is null ? 1 : Number("TELEMETRY_TURNS", 20);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(Report is null ? 0.1 : 0.5);
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(Report is null ? 0.1 : 3);

    [Fact]
    public async Task Requests_are_answered_with_and_without_a_collector()
    {
        await using var collector = await OtlpReceiver.StartAsync(keep: Report is null);
        await using var system = await LocalSystem.StartAsync(
            apis: 1, workers: 0, KeyValuePair.Create("Limits__RequestsPerUser", (string?)"1000000"));
        var rounds = new List<Dictionary<string, double[]>>();
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add(await MeasureAsync(system, collector));
        }

        if (Report is not null)
        {
            await File.WriteAllTextAsync(
                Report, JsonSerializer.Serialize(rounds[0].Keys.ToDictionary(name => name, name => Say(rounds, name))));
        }
    }

    /// <returns>Of each request, and of one of each together, what it cost in each process: milliseconds of a processor.</returns>
    private static async Task<Dictionary<string, double[]>> MeasureAsync(LocalSystem system, OtlpReceiver collector)
    {
        await using var silent = await ServiceProcess.StartAsync("NanoBanana.Api", system.Settings);
        await using var control = await ServiceProcess.StartAsync("NanoBanana.Api", system.Settings);
        await using var told = await ServiceProcess.StartAsync(
            "NanoBanana.Api", system.Settings.Concat(Report is null ? collector.Settings : collector.Endpoint).ToDictionary());
        ServiceProcess[] services = [silent, control, told];
        using var load = await RequestLoad.PrepareAsync(system, [.. services.Select(service => service.Address)]);
        var processes = services.Select(service => Process.GetProcessById(service.ProcessId)).ToList();

        // What is compiled and loaded only once is not counted.
        for (var i = 0; i < 2 * services.Length; i++)
        {
            foreach (var (_, request) in RequestLoad.Requests)
            {
                await load.RunAsync(request, Warming, i % services.Length + 1);
            }
        }

        var costs = new Dictionary<string, double[]>();
        foreach (var (name, request) in RequestLoad.Requests)
        {
            var (spent, made) = (new double[services.Length], new double[services.Length]);
            for (var turn = 0; turn < Turns; turn++)
            {
                for (var i = 0; i < services.Length; i++)
                {
                    var next = (turn + i) % services.Length;
                    var before = RequestLoad.CpuOf(processes[next]);
                    made[next] += (await load.RunAsync(request, Turn, next + 1)).Count;
                    spent[next] += RequestLoad.CpuOf(processes[next]) - before;
                }
            }

            costs[name] = [.. spent.Zip(made, (time, count) => time / count)];
        }

        await Eventually.TrueAsync(() => collector.Requests > 0, "the collector to hear of them", TimeSpan.FromMinutes(1));
        costs["all"] = [.. services.Select((_, i) => costs.Values.Sum(each => each[i]))];
        return costs;
    }

    private static object Say(List<Dictionary<string, double[]>> rounds, string name) => new
    {
        cpuMs = Math.Round(MedianOf(rounds.Select(round => round[name][0])), 4),
        toldCpuMs = Math.Round(MedianOf(rounds.Select(round => round[name][2])), 4),
        ratio = Math.Round(MedianOf(rounds.Select(round => 2 * round[name][2] / (round[name][0] + round[name][1]))), 3),
        ratios = rounds.Select(round => Math.Round(2 * round[name][2] / (round[name][0] + round[name][1]), 3)),
        control = rounds.Select(round => Math.Round(round[name][1] / round[name][0], 3)),
    };

    private static int Number(string name, int other) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : other;

    private static double MedianOf(IEnumerable<double> values) => values.Order().ToList() is var sorted
        ? (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2
        : 0;
}
