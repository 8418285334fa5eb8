using System.Net;
using System.Net.Sockets;

namespace NanoBanana.Tests.Faults;

/// <summary>One address in front of several replicas: each connection goes to the next one that takes it.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closed = new();
    private readonly IReadOnlyList<Uri> _targets;
    private readonly Task _accepting;
    private int _next;

    public Balancer(IReadOnlyList<Uri> targets)
    {
        _targets = targets;
        _listener.Start();
        Address = new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _listener.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_closed.Token);
                open.RemoveAll(task => task.IsCompleted);
                open.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = await ConnectAsync();
        if (far is null)
        {
            return;
        }
        (near.NoDelay, far.NoDelay) = (true, true);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
        var (up, down) = (PumpAsync(near, far, either.Token), PumpAsync(far, near, either.Token));
        await Task.WhenAny(up, down);
        await either.CancelAsync();
        await Task.WhenAll(up, down);
    }

    private async Task<TcpClient?> ConnectAsync()
    {
        for (var i = 0; i < _targets.Count; i++)
        {
            var target = _targets[(int)((uint)Interlocked.Increment(ref _next) % _targets.Count)];
            var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(target.Host, target.Port, _closed.Token);
                return socket;
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                socket.Dispose();
            }
        }
        return null;
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to, CancellationToken cancellationToken)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), cancellationToken);
        }
        catch (Exception exception)
            when (exception is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // One side went away: so does the other.
        }
    }
}
