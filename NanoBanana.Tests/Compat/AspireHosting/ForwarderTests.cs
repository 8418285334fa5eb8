using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Running;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Compat.AspireHosting;

public sealed class ForwarderTests : IAsyncDisposable
{
    private readonly int _port = FreePort.Next();
    private readonly TcpListener[] _replicas = [new(IPAddress.Loopback, 0), new(IPAddress.Loopback, 0)];
    private readonly bool[] _up = [true, true];
    private readonly Forwarder _forwarder;

    public ForwarderTests()
    {
        for (var i = 0; i < _replicas.Length; i++)
        {
            _replicas[i].Start();
            _ = GreetAsync(_replicas[i], (byte)i);
        }

        _forwarder = new Forwarder(_port, [.. _replicas.Select((r, i) => (((IPEndPoint)r.LocalEndpoint).Port, (Func<bool>)(() => _up[i])))]);
        _forwarder.Start();
    }

    [Fact]
    public async Task Connections_go_to_the_replicas_in_turn() =>
        Assert.Equal([0, 1, 0, 1], await AnswersAsync(4));

    [Fact]
    public async Task A_dead_replica_is_passed_over()
    {
        _replicas[0].Stop();

        Assert.Equal([1, 1, 1, 1], await AnswersAsync(4));
    }

    [Fact]
    public async Task An_unhealthy_replica_is_passed_over()
    {
        _up[1] = false;

        Assert.Equal([0, 0, 0, 0], await AnswersAsync(4));
    }

    public async ValueTask DisposeAsync()
    {
        await _forwarder.DisposeAsync();
        foreach (var replica in _replicas)
        {
            replica.Stop();
        }
    }

    private static async Task GreetAsync(TcpListener listener, byte name)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await client.GetStream().WriteAsync(new[] { name });
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test has stopped this replica.
        }
    }

    private async Task<List<int>> AnswersAsync(int times)
    {
        List<int> answers = [];
        for (var i = 0; i < times; i++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port);
            answers.Add(client.GetStream().ReadByte());
        }

        return answers;
    }
}
