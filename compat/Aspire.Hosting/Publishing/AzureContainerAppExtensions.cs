using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Azure.AppContainers;

namespace Aspire.Hosting
{
    public static class AzureContainerAppExtensions
    {
        public static IResourceBuilder<AzureContainerAppEnvironmentResource> AddAzureContainerAppEnvironment(
            this IDistributedApplicationBuilder builder, string name) =>
            builder.AddResource(new AzureContainerAppEnvironmentResource(name));
    }
}

namespace Aspire.Hosting.Azure.AppContainers
{
    public class AzureContainerAppEnvironmentResource(string name) : Resource(name), IComputeEnvironmentResource;
}
