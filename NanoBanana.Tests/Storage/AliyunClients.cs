using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using NanoBanana.Core.Storage;

namespace NanoBanana.Tests.Storage;

/// <summary>Stores in the bucket of the stand-in.</summary>
internal static class AliyunClients
{
    public static S3ObjectStore CreateStore(this AliyunServer server, StorageOptions? options = null)
    {
        options ??= server.Options;
        var config = S3Configuration.Create(options);
        config.HttpClientFactory = new LoopbackClients(server.Port);
        return new S3ObjectStore(S3Configuration.CreateClient(options, config), options);
    }

    /// <summary>Leads every host name to the stand-in.</summary>
    private sealed class LoopbackClients(int port) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
    }
}
