using Microsoft.AspNetCore.SignalR;
using NanoBanana.Api.Accounts;

namespace NanoBanana.Api.Live;

/// <summary>The device of one live connection. Nothing is sent to it while it is in doubt whether it is still signed in.</summary>
internal sealed class LiveDevice(CurrentUser caller, HubCallerContext connection) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _revoked = new();
    private TaskCompletionSource? _doubt;
    private int _doubts;

    public CurrentUser Caller => caller;

    public HubCallerContext Connection => connection;

    public static LiveDevice Of(HubCallerContext connection) => (LiveDevice)connection.Items[typeof(LiveDevice)]!;

    /// <summary>Whether it may be sent anything; waits out a doubt.</summary>
    public ValueTask<bool> IsSignedInAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _doubt) is { } doubt ? WaitAsync(doubt.Task, cancellationToken) : new(!_revoked.IsCancellationRequested);

    /// <summary>Has something done when the device is signed out.</summary>
    public CancellationTokenRegistration OnRevoked(Action act) => _revoked.Token.UnsafeRegister(static act => ((Action)act!)(), act);

    /// <summary>The device may be signed out.</summary>
    public void Doubt()
    {
        lock (_lock)
        {
            _doubts++;
            _doubt ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <returns>What <see cref="Settle"/> takes: an answer does not settle a doubt that is younger than its question.</returns>
    public int Ask()
    {
        lock (_lock)
        {
            return _doubts;
        }
    }

    public void Settle(int asked, bool isSignedIn)
    {
        TaskCompletionSource? settled;
        lock (_lock)
        {
            if (isSignedIn && asked != _doubts)
            {
                return;
            }

            (settled, _doubt) = (_doubt, null);
        }

        if (!isSignedIn)
        {
            Revoke();
        }

        settled?.TrySetResult();
    }

    public void Dispose() => _revoked.Dispose();

    private async ValueTask<bool> WaitAsync(Task doubt, CancellationToken cancellationToken)
    {
        await doubt.WaitAsync(cancellationToken);
        return await IsSignedInAsync(cancellationToken);
    }

    private void Revoke()
    {
        try
        {
            _revoked.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The connection has ended by itself.
        }
    }
}
