using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Throttling;

namespace NanoBanana.Api.Live;

/// <summary>Counts the calls of each live connection with a token bucket; one that goes on faster than it may is closed.</summary>
internal sealed class HubLimits(IOptions<LimitOptions> options, TimeProvider time) : IHubFilter
{
    /// <summary>What was not used for some seconds can be had at once, as when many sessions are followed again.</summary>
    private const int BurstSeconds = 5;

    public ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var items = invocationContext.Context.Items;
        if (items.TryGetValue(typeof(Bucket), out var known) && ((Bucket)known!).TryTake(time))
        {
            return next(invocationContext);
        }

        invocationContext.Context.Abort();
        throw new HubException("Too many calls: this connection is closed.");
    }

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        var limits = options.Value;
        context.Context.Items[typeof(Bucket)] = new Bucket(limits.HubCallsPerSecond, BurstSeconds, time);
        context.Context.Items[typeof(OpenStreams)] = new OpenStreams(limits.StreamsPerConnection);
        return next(context);
    }

    /// <summary>Fills at an even rate; empty, it gives nothing.</summary>
    private sealed class Bucket(int perSecond, int seconds, TimeProvider time)
    {
        private readonly Lock _lock = new();
        private double _tokens = perSecond * seconds;
        private long _filled = time.GetTimestamp();

        public bool TryTake(TimeProvider time)
        {
            lock (_lock)
            {
                var now = time.GetTimestamp();
                _tokens = Math.Min(perSecond * seconds, _tokens + (time.GetElapsedTime(_filled, now).TotalSeconds * perSecond));
                _filled = now;
                if (_tokens < 1)
                {
                    return false;
                }

                _tokens--;
                return true;
            }
        }
    }
}
