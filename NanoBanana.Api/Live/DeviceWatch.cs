using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using NanoBanana.Api.Accounts;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Api.Live;

/// <summary>
/// Ends the streams of devices that are signed out, so that the client hears why, and closes their connections with the next look: within
/// five seconds in all.
/// </summary>
internal sealed partial class DeviceWatch(IDatabase database, TimeProvider time, ILogger<DeviceWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, Open> _open = new();

    public void Add(CurrentUser caller, HubCallerContext connection) => _open[connection.ConnectionId] = new(caller, connection);

    public void Remove(HubCallerContext connection)
    {
        if (_open.TryRemove(connection.ConnectionId, out var open))
        {
            open.Revoked.Dispose();
        }
    }

    /// <summary>Cancelled once the device of a connection is signed out.</summary>
    public CancellationToken RevokedOf(HubCallerContext connection) =>
        _open.TryGetValue(connection.ConnectionId, out var open) ? open.Revoked.Token : CancellationToken.None;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Look, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await Task.WhenAll(_open.Values.GroupBy(open => open.Caller.Id).Select(LookAsync));
            }
            catch (Exception exception)
            {
                LogOutage(exception);
            }
        }
    }

    /// <summary>One round trip for a user, however many connections there are.</summary>
    private async Task LookAsync(IGrouping<string, Open> connections)
    {
        var own = connections.ToList();
        var rows = await database.HashGetAsync(Keys.Devices(connections.Key), [.. own.Select(open => (RedisValue)open.Caller.DeviceId)]);
        foreach (var (open, row) in own.Zip(rows))
        {
            if (row.IsNull)
            {
                await EndAsync(open);
            }
        }
    }

    private static async Task EndAsync(Open open)
    {
        if (open.IsMissed)
        {
            open.Connection.Abort();
            return;
        }

        open.IsMissed = true;
        try
        {
            await open.Revoked.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has gone by itself.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Whether the devices of live connections are signed in cannot be read; it is tried again")]
    private partial void LogOutage(Exception exception);

    private sealed record Open(CurrentUser Caller, HubCallerContext Connection)
    {
        public CancellationTokenSource Revoked { get; } = new();

        /// <summary>The device was not signed in at the last look.</summary>
        public bool IsMissed { get; set; }
    }
}
