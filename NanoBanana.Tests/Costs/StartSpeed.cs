using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Costs;

/// <summary>
/// What each service takes to start, and what it holds when nothing happens. <c>bench/start.sh</c> lets them rest for <c>START_REST</c>
/// seconds first, and asks for the figures in the file <c>START_REPORT</c>.
/// </summary>
public sealed class StartSpeed
{
    private static readonly string? Report = Environment.GetEnvironmentVariable("START_REPORT");
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(
        double.TryParse(Environment.GetEnvironmentVariable("START_REST"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 0);

    [Fact]
    public async Task Every_service_starts_and_tells_what_it_holds()
    {
        await using var system = await LocalSystem.StartAsync(apis: 1, workers: 0);
        var settings = new Dictionary<string, string?>(system.Settings)
        {
            ["services__api__http__0"] = system.Apis[0].Address.ToString().TrimEnd('/'),
        };
        var figures = new Dictionary<string, Figures>();
        foreach (var service in (string[])["Api", "Worker", "Web"])
        {
            figures[service] = await MeasureAsync($"NanoBanana.{service}", settings);
        }

        Assert.All(figures.Values, each => Assert.InRange(each.PrivateMiB, 1, each.ResidentMiB));
        if (Report is not null)
        {
            await File.WriteAllTextAsync(Report, JsonSerializer.Serialize(figures, JsonSerializerOptions.Web));
        }
    }

    private static async Task<Figures> MeasureAsync(string project, Dictionary<string, string?> settings)
    {
        var watch = Stopwatch.StartNew();
        await using var service = await ServiceProcess.StartAsync(project, settings);
        var ready = watch.Elapsed;
        using var process = Process.GetProcessById(service.ProcessId);
        var cpu = process.TotalProcessorTime;
        await Task.Delay(Rest);
        var held = await HeldAsync(service.ProcessId);
        return new(
            (int)ready.TotalMilliseconds, (int)cpu.TotalMilliseconds, Mebibytes(held["Rss"]), Mebibytes(held["Pss"]),
            Mebibytes(held["Private_Clean"] + held["Private_Dirty"]));
    }

    /// <summary>What the kernel counts for a process, in KiB (proc_pid_smaps(5)).</summary>
    private static async Task<Dictionary<string, long>> HeldAsync(int processId) =>
        (await File.ReadAllLinesAsync($"/proc/{processId}/smaps_rollup")).Skip(1).Select(line => line.Split(':')).ToDictionary(
            pair => pair[0], pair => long.Parse(pair[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));

    private static double Mebibytes(long kibibytes) => Math.Round(kibibytes / 1024.0, 1);

    /// <summary>Of one service.</summary>
    /// <param name="ReadyMs">From its launch until it is healthy.</param>
    /// <param name="CpuMs">Processor time until then.</param>
    /// <param name="ResidentMiB">All of its pages that are in memory, those of the runtime that every .NET process shares included.</param>
    /// <param name="ShareMiB">The same, each shared page divided by those who share it.</param>
    /// <param name="PrivateMiB">Its own pages alone: what goes with it.</param>
    private sealed record Figures(int ReadyMs, int CpuMs, double ResidentMiB, double ShareMiB, double PrivateMiB);
}
