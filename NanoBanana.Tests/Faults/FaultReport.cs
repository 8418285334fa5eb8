using System.Collections.Concurrent;
using System.Globalization;
using Xunit.Abstractions;

namespace NanoBanana.Tests.Faults;

/// <summary>What one scenario did and what became of it: a line of the table.</summary>
internal sealed class FaultReport(string scenario, ITestOutputHelper output)
{
    private readonly ConcurrentQueue<double> _recoveries = new();

    public int Kills { get; set; }

    /// <summary>Jobs or events that had to arrive.</summary>
    public int Items { get; set; }

    public int Lost { get; set; }

    public int Duplicated { get; set; }

    public void Recovered(TimeSpan after) => _recoveries.Enqueue(after.TotalSeconds);

    /// <summary>Writes the line, to a file too when <c>FAULTS_REPORT</c> names one, and fails when something was lost or doubled.</summary>
    public void Close()
    {
        var line = string.Create(CultureInfo.InvariantCulture,
            $"| {scenario} | {Kills} | {Items} | {Lost} | {Duplicated} | {Recovery(0.5):0.00} | {Recovery(0.99):0.00} |");
        output.WriteLine("| scenario | kills | jobs/events | lost | duplicated | recovery p50 s | recovery p99 s |");
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("FAULTS_REPORT") is { Length: > 0 } report)
        {
            File.AppendAllLines(report, [line]);
        }
        Assert.Equal((0, 0), (Lost, Duplicated));
        Assert.NotEqual(0, Items);
    }

    private double Recovery(double share)
    {
        var sorted = _recoveries.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}
