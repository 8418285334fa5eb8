namespace NanoBanana.Api.Live;

/// <summary>Renews presence and ends typing as time passes.</summary>
internal sealed partial class PresenceRenewalService(
    PresenceTracker presence, TypingTracker typing, TimeProvider time, ILogger<PresenceRenewalService> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var renewed = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Tick, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await typing.ExpireAsync();
                if (time.GetElapsedTime(renewed) >= PresenceTracker.Renewal)
                {
                    renewed = time.GetTimestamp();
                    await presence.RenewAsync();
                }
            }
            catch (Exception exception)
            {
                LogOutage(exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Presence could not be renewed; it is tried again", EventName = "presence-renewal-service.outage")]
    private partial void LogOutage(Exception exception);
}
