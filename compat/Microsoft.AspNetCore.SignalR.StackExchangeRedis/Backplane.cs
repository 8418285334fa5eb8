using System.Net;
using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace Microsoft.AspNetCore.SignalR.StackExchangeRedis;

/// <summary>The connection to Redis, opened when it is first needed, with what this server always listens to.</summary>
internal sealed class Backplane(RedisOptions options, Func<ISubscriber, Task> subscribe) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private IConnectionMultiplexer? _redis;
    private bool _isOurs;
    private volatile ISubscriber? _subscriber;

    public ValueTask<ISubscriber> GetAsync(CancellationToken cancellationToken = default) =>
        _subscriber is { } subscriber ? new(subscriber) : new(ConnectAsync(cancellationToken));

    /// <summary>
    /// The client continues after an await on the thread that brings the messages in order. Awaited before callers go on,
    /// so that no code of theirs holds that thread up.
    /// </summary>
    public static YieldAwaitable LeaveReader() => Task.Yield();

    public void Dispose()
    {
        if (_isOurs)
        {
            _redis?.Dispose();
        }

        _gate.Dispose();
    }

    private async Task<ISubscriber> ConnectAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_subscriber is { } connected)
            {
                return connected;
            }

            _redis ??= await OpenAsync().ConfigureAwait(false);
            var subscriber = _redis.GetSubscriber();
            await subscribe(subscriber).ConfigureAwait(false);
            return _subscriber = subscriber;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<IConnectionMultiplexer> OpenAsync()
    {
        if (options.ConnectionFactory is { } factory)
        {
            var supplied = await factory(TextWriter.Null).ConfigureAwait(false);
            if (supplied.PreserveAsyncOrder)
            {
                return supplied;
            }

            // That one may let messages change places; clients have to get them in order.
            _isOurs = true;
            return await ConnectionMultiplexer.ConnectAsync(supplied.Configuration).ConfigureAwait(false);
        }

        if (options.Configuration.EndPoints.Count == 0)
        {
            options.Configuration.EndPoints.Add(IPAddress.Loopback, 6379);
        }

        _isOurs = true;
        return await ConnectionMultiplexer.ConnectAsync(options.Configuration).ConfigureAwait(false);
    }
}
