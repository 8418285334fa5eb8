namespace NanoBanana.AppHost;

/// <summary>A <c>redis-server</c> on this machine, which services reach by a connection string.</summary>
internal sealed class LocalRedisResource(string name, string directory, ParameterResource password)
    : ExecutableResource(name, "sh", directory), IResourceWithConnectionString
{
    public const string EndpointName = "tcp";

    public EndpointReference Endpoint => new(this, EndpointName);

    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"{Endpoint.Property(EndpointProperty.HostAndPort)},password={password}");
}
