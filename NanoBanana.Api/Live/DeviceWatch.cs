using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Accounts;
using NanoBanana.Core.Events;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Throttling;
using StackExchange.Redis;

namespace NanoBanana.Api.Live;

/// <summary>
/// Ends the streams of devices that are signed out, so that the client hears why, and soon closes their connections. Every sign-out is
/// heard as it happens; now and then all devices are looked at, in case one was missed. Requests of the user ask about their device anew,
/// too.
/// </summary>
internal sealed partial class DeviceWatch(
    IDatabase database, ChannelListener channels, UserRates rates, IOptions<EventOptions> options, TimeProvider time,
    ILogger<DeviceWatch> logger)
    : BackgroundService
{
    /// <summary>How long a client has to read why its streams ended.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, LiveDevice> _open = new();
    private readonly ConcurrentQueue<LiveDevice> _doubted = new();
    private readonly ConcurrentQueue<(LiveDevice Device, long Since)> _revoked = new();
    private ChannelSubscription? _subscription;
    private volatile bool _mayHaveMissed;

    /// <summary>Watches a connection that begins; its device may have been signed out since its token was checked.</summary>
    public void Add(CurrentUser caller, HubCallerContext connection)
    {
        var device = new LiveDevice(caller, connection);
        connection.Items[typeof(LiveDevice)] = _open[connection.ConnectionId] = device;
        Doubt(device);
        _subscription?.Set();
    }

    public void Remove(HubCallerContext connection)
    {
        if (_open.TryRemove(connection.ConnectionId, out var device))
        {
            device.Dispose();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var subscription = await channels.ListenAsync(Keys.SignOuts, Hear);
                _subscription = subscription;
                await WatchAsync(subscription, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogOutage(exception);
                await Task.Delay(Retry, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task WatchAsync(ChannelSubscription subscription, CancellationToken stoppingToken)
    {
        _mayHaveMissed = true;
        for (var looked = time.GetTimestamp(); ;)
        {
            AbortRevoked();
            var doubted = TakeDoubted();
            if (_mayHaveMissed || time.GetElapsedTime(looked) >= options.Value.IdleCheck)
            {
                _mayHaveMissed = false;
                looked = time.GetTimestamp();
                await LookAsync(_open.Values);
            }
            else
            {
                await LookAsync(doubted);
            }

            await subscription.WaitAsync(_revoked.IsEmpty ? options.Value.IdleCheck : Grace, stoppingToken);
        }
    }

    /// <param name="userId">Whose devices may be signed out; null after an outage, when something may not have been heard.</param>
    private void Hear(RedisValue userId)
    {
        _mayHaveMissed |= userId.IsNull;
        var changed = new UserId(userId.Text());
        rates.Forget(changed);
        foreach (var (_, device) in _open)
        {
            if (device.Caller.Id == changed)
            {
                Doubt(device);
            }
        }
    }

    private void Doubt(LiveDevice device)
    {
        device.Doubt();
        _doubted.Enqueue(device);
    }

    private List<LiveDevice> TakeDoubted()
    {
        List<LiveDevice> doubted = [];
        while (_doubted.TryDequeue(out var device))
        {
            doubted.Add(device);
        }

        return doubted;
    }

    private Task LookAsync(ICollection<LiveDevice> devices) =>
        devices.Count == 0 ? Task.CompletedTask : Task.WhenAll(devices.GroupBy(device => device.Caller.Id).Select(LookAsync));

    /// <summary>One round trip for a user, however many connections there are.</summary>
    private async Task LookAsync(IGrouping<UserId, LiveDevice> connections)
    {
        var own = connections.Select(device => (Device: device, Asked: device.Ask())).ToList();
        RedisValue[] ids = [.. own.Select(open => open.Device.Caller.DeviceId.Value).Distinct()];
        var rows = await database.HashGetAsync(Keys.Devices(connections.Key), ids);
        var signedIn = ids.Where((_, i) => !rows[i].IsNull).Select(id => new DeviceId(id.Text())).ToHashSet();
        foreach (var (device, asked) in own)
        {
            var isSignedIn = signedIn.Contains(device.Caller.DeviceId);
            device.Settle(asked, isSignedIn);
            if (!isSignedIn)
            {
                _revoked.Enqueue((device, time.GetTimestamp()));
            }
        }
    }

    private void AbortRevoked()
    {
        while (_revoked.TryPeek(out var next) && time.GetElapsedTime(next.Since) >= Grace && _revoked.TryDequeue(out _))
        {
            next.Device.Connection.Abort();
        }
    }

    [LoggerMessage(
        LogLevel.Warning, "Whether the devices of live connections are signed in cannot be read; it is tried again",
        EventName = "device-watch.outage")]
    private partial void LogOutage(Exception exception);
}
