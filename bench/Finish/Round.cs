using System.Diagnostics;
using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Bench.Finish;

/// <summary>One picture finished: how long it took, and the processor time of the whole process.</summary>
internal sealed record Round(TimeSpan Wall, TimeSpan Cpu, TimeSpan Decode, TimeSpan Measure, long Bytes)
{
    public static async Task<Round> MeasureAsync(ResultCompositor compositor, TimedCodec codec, CompositingRequest picture)
    {
        GC.Collect();
        codec.Reset();
        var (cpu, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var result = await compositor.CompositeAsync(picture, CancellationToken.None);
        var (wall, spent) = (clock.Elapsed, Environment.CpuUsage.TotalTime - cpu);
        return result.Drift is { Changed: 0 } || picture.Mask is null
            ? new Round(wall, spent, codec.Inputs, codec.Stored, result.Content.Length)
            : throw new InvalidOperationException($"{result.Drift?.Changed:P3} of what must not change was changed.");
    }
}
