using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace NanoBanana.AppHost;

/// <summary>Public ports come from a setting, else from the project's launch profile.</summary>
internal static class PublicPorts
{
    private sealed record PortSetting(string Key) : IResourceAnnotation;

    public static IResourceBuilder<ProjectResource> WithPort(this IResourceBuilder<ProjectResource> project, string setting)
    {
        var port = project.ApplicationBuilder.Configuration.GetValue<int?>(setting);
        return project.WithAnnotation(new PortSetting(setting))
            .WithEndpoint("http", endpoint => endpoint.Port = port ?? endpoint.Port);
    }

    /// <summary>A sentence about the first public port that another program holds, or null.</summary>
    public static string? FindTakenPort(this IDistributedApplicationBuilder builder)
    {
        // Tests get random ports instead.
        if (builder.ExecutionContext.IsPublishMode || builder.Configuration.GetValue<bool>("DcpPublisher:RandomizePorts"))
        {
            return null;
        }

        return (from resource in builder.Resources
                from setting in resource.Annotations.OfType<PortSetting>()
                from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
                where endpoint.Port is { } port && IsTaken(port)
                select $"Port {endpoint.Port}, where {resource.Name} should listen, is taken by another program: stop that program or set {setting.Key} to a free port.")
            .FirstOrDefault();
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
