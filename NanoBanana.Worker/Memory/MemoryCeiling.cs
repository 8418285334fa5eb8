using System.Diagnostics;
using Microsoft.Extensions.Options;
using NanoBanana.Imaging;

namespace NanoBanana.Worker.Memory;

/// <summary>
/// Ends the worker when it takes more memory than it may, before the system ends it or others in its place. What it had in hand is brought
/// back as after any crash, and a job that does it again and again is given up.
/// </summary>
internal sealed partial class MemoryCeiling(IOptions<ImagingOptions> options, TimeProvider time, ILogger<MemoryCeiling> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(50);

    private readonly long _limit = options.Value.MemoryLimit > 0
        ? options.Value.MemoryLimit
        : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (Environment.WorkingSet is var used && used > _limit)
            {
                LogTooMuch(used >> 20, _limit >> 20);
                await Task.Delay(LastWords, CancellationToken.None);
                using var self = Process.GetCurrentProcess();
                self.Kill();
            }

            await Task.Delay(Look, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(
        LogLevel.Critical, "The worker takes {Used} MB of memory, more than the {Limit} MB that Imaging:MemoryLimit allows: it ends itself",
        EventName = "worker.too-much")]
    private partial void LogTooMuch(long used, long limit);
}
