using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Running;

/// <summary>Listens on a public port and hands each connection to one of the replicas in turn; dead ones are passed over.</summary>
internal sealed class Forwarder(int port, IReadOnlyList<(int Port, Func<bool> IsUp)> replicas) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _accepting = [];
    private int _turn = -1;

    public static IReadOnlyList<IPAddress> Loopback { get; } =
        Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];

    public void Start()
    {
        foreach (var address in Loopback)
        {
            var listener = new TcpListener(address, port);
            listener.Start();
            _accepting.Add(AcceptAsync(listener));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_accepting);
        _stopping.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        using (listener)
        {
            List<Task> connections = [];
            try
            {
                while (true)
                {
                    connections.Add(ServeAsync(await listener.AcceptSocketAsync(_stopping.Token)));
                    connections.RemoveAll(c => c.IsCompleted);
                }
            }
            catch (OperationCanceledException)
            {
                await Task.WhenAll(connections);
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using (client)
        {
            try
            {
                using var server = await ConnectAsync();
                if (server is not null)
                {
                    client.NoDelay = server.NoDelay = true;
                    await Task.WhenAll(CopyAsync(client, server), CopyAsync(server, client));
                }
            }
            catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
            {
                // One side is gone; closing the other tells it.
            }
        }
    }

    private async Task<Socket?> ConnectAsync()
    {
        var turn = (int)((uint)Interlocked.Increment(ref _turn) % (uint)replicas.Count);
        var inTurn = replicas.Skip(turn).Concat(replicas.Take(turn));
        foreach (var replica in inTurn.OrderBy(r => r.IsUp() ? 0 : 1))
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, replica.Port, _stopping.Token);
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
        }

        return null;
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        using var source = new NetworkStream(from);
        using var target = new NetworkStream(to);
        try
        {
            await source.CopyToAsync(target, _stopping.Token);
            to.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            // The other direction would wait for ever on a peer that is gone.
            from.Close();
            to.Close();
            throw;
        }
    }
}
