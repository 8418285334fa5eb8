using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR.Client;
using NanoBanana.Contracts.Events;

namespace NanoBanana.Contracts.Client;

public sealed partial class NanoBananaLive
{
    private async IAsyncEnumerable<SessionEvent> FollowAsync(
        Func<long, CancellationToken, IAsyncEnumerable<SessionEvent>> subscribe, long after, string? last,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        Interlocked.Increment(ref _followers);
        try
        {
            await foreach (var next in new EventFollower(ConnectAsync, subscribe).FollowAsync(after, last, ended.Token))
            {
                yield return next;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _followers);
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await _connecting.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 0; _connection.State != HubConnectionState.Connected; attempt++)
            {
                if (!await TryStartAsync(cancellationToken))
                {
                    await Backoff.WaitAsync(attempt, cancellationToken);
                }
            }
        }
        finally
        {
            _connecting.Release();
        }
    }

    private async Task<bool> TryStartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _connection.StartAsync(cancellationToken);
            Report(LiveState.Connected);
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Not reachable, not ready, or still closing the last connection: all pass.
            Report(LiveState.Reconnecting);
            return false;
        }
    }

    private void Report(LiveState state)
    {
        if (state != State)
        {
            State = state;
            StateChanged?.Invoke(state);
        }
    }
}
