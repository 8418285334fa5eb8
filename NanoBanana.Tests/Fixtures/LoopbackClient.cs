using System.Net;
using System.Net.Sockets;

namespace NanoBanana.Tests.Fixtures;

/// <summary>
/// A client with an address of its own out of 127.0.0.0/8, so that limits per address count each test alone. Where the system
/// has only 127.0.0.1 that one is used.
/// </summary>
internal static class LoopbackClient
{
    public static HttpClient Create(Uri address, string? accessToken = null, IPAddress? from = null)
    {
        from ??= Draw();
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    socket.Bind(new IPEndPoint(from, 0));
                    await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        var client = new HttpClient(handler) { BaseAddress = address };
        if (accessToken is not null)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", accessToken);
        }
        return client;
    }

    public static IPAddress Draw() => OperatingSystem.IsLinux()
        ? new IPAddress([127, (byte)Random.Shared.Next(1, 255), (byte)Random.Shared.Next(256), (byte)Random.Shared.Next(1, 255)])
        : IPAddress.Loopback;
}
