using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace NanoBanana.Tests.Fixtures;

/// <summary>
/// Ports for servers, from below the range that the system gives to outgoing connections. None is given twice: a server takes some time
/// until it listens.
/// </summary>
internal static class FreePort
{
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(15000, 32000);
            if (!Given.TryAdd(port, true))
            {
                continue;
            }

            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: draw another.
            }
        }
    }
}
