using System.Net;
using System.Net.Sockets;

namespace NanoBanana.AppHost;

/// <summary>Ports that others rely on: each comes from a setting, else from the project's launch profile.</summary>
internal static class PublicPorts
{
    private sealed record PortSetting(string Key) : IResourceAnnotation;

    /// <summary>Gives an endpoint the port of a setting and remembers which setting moves it.</summary>
    public static IResourceBuilder<T> WithPort<T>(this IResourceBuilder<T> resource, string endpointName, string setting)
        where T : IResourceWithEndpoints
    {
        var port = resource.ApplicationBuilder.Configuration.Number(setting, 1, 65535);
        return resource.WithAnnotation(new PortSetting(setting))
            .WithEndpoint(endpointName, endpoint => endpoint.Port = port ?? endpoint.Port);
    }

    /// <summary>Ends the start with a sentence when another program holds a port. Tests get random ports instead.</summary>
    public static void RefuseTakenPorts(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode || builder.IsUnderTest)
        {
            return;
        }

        var ports =
            from resource in builder.Resources
            from setting in resource.Annotations.OfType<PortSetting>()
            from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
            where endpoint.Port is not null
            select (Port: endpoint.Port.GetValueOrDefault(), resource.Name, setting.Key);
        foreach (var (port, name, setting) in ports.Concat(Dashboard.Ports(builder)).Where(p => IsTaken(p.Port)))
        {
            throw new DistributedApplicationException(
                $"Port {port}, where {name} should listen, is taken by another program: "
                + $"stop that program or set {setting} to a free port.");
        }
    }

    private static bool IsTaken(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
