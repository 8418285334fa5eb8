using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Scanning;

/// <summary>Says at the start that uploads are not scanned, where nobody has set a scanner up.</summary>
internal sealed partial class ScannerNotice(IOptions<ScanningOptions> options, ILogger<ScannerNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsOn)
        {
            LogOff();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        LogLevel.Warning, "Uploads are not scanned for malware: set CLAMAV_HOST to a ClamAV daemon that listens on TCP",
        EventName = "scanner-notice.off")]
    private partial void LogOff();
}
