using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Docker;
using Aspire.Hosting.Docker.Resources.ComposeNodes;

namespace Aspire.Hosting
{
    public static class DockerComposeServiceExtensions
    {
        public static IResourceBuilder<T> PublishAsDockerComposeService<T>(
            this IResourceBuilder<T> builder, Action<DockerComposeServiceResource, Service> configure)
            where T : IComputeResource
        {
            ArgumentNullException.ThrowIfNull(configure);
            return builder;
        }
    }
}

namespace Aspire.Hosting.Docker
{
    public class DockerComposeServiceResource(string name) : Resource(name);
}

namespace Aspire.Hosting.Docker.Resources.ComposeNodes
{
    public sealed class Service
    {
        public string? Restart { get; set; }
    }
}
