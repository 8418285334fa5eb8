using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Running;

/// <summary>Gives every endpoint its public port, and every replica behind it a port of its own.</summary>
internal sealed class EndpointAllocator(IConfiguration configuration)
{
    private readonly HashSet<int> _given = [];

    public void Allocate(IResource resource)
    {
        var replicas = resource.GetReplicaCount();
        foreach (var endpoint in resource.Endpoints())
        {
            var port = PublicPort(resource, endpoint);
            endpoint.AllocatedPort = port;
            endpoint.ReplicaPorts = replicas > 1 ? [.. Enumerable.Range(0, replicas).Select(_ => FreePort())]
                : resource is ExecutableResource && endpoint is { TargetPort: { } target } ? [target]
                : [port];
        }
    }

    private int PublicPort(IResource resource, EndpointAnnotation endpoint)
    {
        if (endpoint.Port is not { } port || configuration.GetValue<bool>("DcpPublisher:RandomizePorts"))
        {
            return FreePort();
        }

        return CanListen(port) ? port : throw new DistributedApplicationException(
            $"Port {port} of '{resource.Name}' is taken by another program; stop that program or choose another port.");
    }

    // From below the range of outgoing connections: a client that retries while its server restarts must not be given the server's port.
    private int FreePort()
    {
        int port;
        do
        {
            port = Random.Shared.Next(15000, 32000);
        }
        while (!CanListen(port) || !_given.Add(port));

        return port;
    }

    private static bool CanListen(int port)
    {
        try
        {
            foreach (var address in Forwarder.Loopback)
            {
                using var listener = new TcpListener(address, port);
                listener.Start();
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
