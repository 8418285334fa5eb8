using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace NanoBanana.Api.Images.FromAddress;

/// <summary>
/// Connects to public addresses only. A name is resolved once, every address of it is judged, and the connection goes to one that was
/// judged: a name that changes its mind meanwhile changes nothing.
/// </summary>
internal sealed class PublicConnector
{
    private const int AddressesTried = 3;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How names become addresses.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>How a connection to an address that was judged is made.</summary>
    public Func<IPEndPoint, CancellationToken, Task<Stream>> Dial { get; init; } = DialAsync;

    /// <summary>How servers prove who they are.</summary>
    public SslClientAuthenticationOptions Tls { get; init; } = new();

    /// <summary>Sends nothing that says who asks: no proxy, cookie, credential, referrer or trace. It follows no redirect.</summary>
    public HttpMessageInvoker CreateClient() => new(new SocketsHttpHandler
    {
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, cancellationToken),
        ConnectTimeout = ConnectTimeout,
        SslOptions = Tls,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.Zero,
    });

    /// <exception cref="UnreachableAddressException">The name has no address, or one that is not public.</exception>
    private async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancellationToken)
    {
        var addresses = await Resolve(host.Host, cancellationToken);
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, PublicAddress.Is))
        {
            throw new UnreachableAddressException();
        }

        for (var tried = 0; ; tried++)
        {
            try
            {
                return await Dial(new(addresses[tried], host.Port), cancellationToken);
            }
            catch (SocketException) when (tried + 1 < Math.Min(addresses.Length, AddressesTried))
            {
                // Perhaps the next one answers.
            }
        }
    }

    private static async Task<Stream> DialAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>An address that is not connected to.</summary>
internal sealed class UnreachableAddressException() : IOException("The address is not public.");
