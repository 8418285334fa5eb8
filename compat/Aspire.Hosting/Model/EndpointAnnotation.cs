using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

public sealed class EndpointAnnotation(
    ProtocolType protocol, string? uriScheme = null, string? transport = null, string? name = null,
    int? port = null, int? targetPort = null, bool? isExternal = null, bool isProxied = true) : IResourceAnnotation
{
    public ProtocolType Protocol { get; } = protocol;

    public string UriScheme { get; set; } = uriScheme ?? "tcp";

    public string Transport { get; set; } = transport ?? "tcp";

    public string Name { get; set; } = name ?? uriScheme ?? "tcp";

    public int? Port { get; set; } = port;

    public int? TargetPort { get; set; } = targetPort;

    public bool IsExternal { get; set; } = isExternal ?? false;

    public bool IsProxied { get; set; } = isProxied;

    /// <summary>Where clients connect; null until the application starts.</summary>
    internal int? AllocatedPort { get; set; }

    /// <summary>Where each replica listens; with one replica that is the public port itself.</summary>
    internal int[] ReplicaPorts { get; set; } = [];

    /// <summary>The variable that tells the program its port, where it asked for one.</summary>
    internal string? PortVariable { get; init; }
}
