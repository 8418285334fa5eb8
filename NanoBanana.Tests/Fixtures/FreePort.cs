using System.Net;
using System.Net.Sockets;

namespace NanoBanana.Tests.Fixtures;

/// <summary>Ports for servers, from below the range that the system gives to outgoing connections.</summary>
internal static class FreePort
{
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(15000, 32000);
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
