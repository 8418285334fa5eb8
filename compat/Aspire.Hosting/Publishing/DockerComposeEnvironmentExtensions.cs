using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Docker;

namespace Aspire.Hosting
{
    public static class DockerComposeEnvironmentExtensions
    {
        public static IResourceBuilder<DockerComposeEnvironmentResource> AddDockerComposeEnvironment(
            this IDistributedApplicationBuilder builder, string name) =>
            builder.AddResource(new DockerComposeEnvironmentResource(name));
    }
}

namespace Aspire.Hosting.Docker
{
    public class DockerComposeEnvironmentResource(string name) : Resource(name), IComputeEnvironmentResource;
}
