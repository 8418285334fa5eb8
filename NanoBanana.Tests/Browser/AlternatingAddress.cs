using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Browser;

/// <summary>One address in front of several servers that gives each connection to the next of them: the least sticky there is.</summary>
internal sealed class AlternatingAddress : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly int[] _servers;
    private readonly ConcurrentDictionary<Socket, int> _clients = new();
    private readonly Task _accepting;

    public AlternatingAddress(params int[] servers)
    {
        var port = FreePort.Next();
        _servers = servers;
        Served = new int[servers.Length];
        Uri = new($"http://127.0.0.1:{port}");
        _listener = new(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Uri { get; }

    /// <summary>Connections by server.</summary>
    public int[] Served { get; }

    /// <summary>All to the first, as long as it is there.</summary>
    public bool First { get; init; }

    /// <summary>
    /// Closes the connections that went to another server while the first was away: kept alive, they would be used on after its return.
    /// </summary>
    public void ReturnToFirst()
    {
        foreach (var (client, chosen) in _clients)
        {
            if (chosen != 0)
            {
                client.Dispose();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        using (_listener)
        {
            List<Task> connections = [];
            try
            {
                for (var turn = 0; ; turn++)
                {
                    connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stopping.Token), First ? 0 : turn % _servers.Length));
                }
            }
            catch (OperationCanceledException)
            {
                await Task.WhenAll(connections);
            }
        }
    }

    private async Task ServeAsync(Socket client, int turn)
    {
        using (client)
        {
            try
            {
                using var server = await ConnectAsync(client, turn);
                await Task.WhenAny(CopyAsync(client, server), CopyAsync(server, client));
            }
            catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                // One side is gone; closing the other tells it.
            }
            finally
            {
                _clients.TryRemove(client, out _);
            }
        }
    }

    private async Task<Socket> ConnectAsync(Socket client, int turn)
    {
        for (var i = 0; ; i++)
        {
            var chosen = (turn + i) % _servers.Length;
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, _servers[chosen], _stopping.Token);
                Served[chosen]++;
                _clients[client] = chosen;
                return socket;
            }
            catch (SocketException) when (i + 1 < _servers.Length)
            {
                socket.Dispose();
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        await using var source = new NetworkStream(from);
        await using var target = new NetworkStream(to);
        await source.CopyToAsync(target, _stopping.Token);
    }
}
