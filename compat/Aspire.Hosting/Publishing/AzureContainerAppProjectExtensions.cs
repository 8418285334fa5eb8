using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Azure;
using Azure.Provisioning.AppContainers;

namespace Aspire.Hosting
{
    public static class AzureContainerAppProjectExtensions
    {
        public static IResourceBuilder<T> PublishAsAzureContainerApp<T>(
            this IResourceBuilder<T> project, Action<AzureResourceInfrastructure, ContainerApp> configure)
            where T : ProjectResource
        {
            ArgumentNullException.ThrowIfNull(configure);
            return project;
        }
    }
}

namespace Aspire.Hosting.Azure
{
    public sealed class AzureResourceInfrastructure
    {
        private AzureResourceInfrastructure()
        {
        }
    }
}

namespace Azure.Provisioning.AppContainers
{
    public sealed class ContainerApp
    {
        public ContainerAppConfiguration Configuration { get; set; } = new();
    }

    public sealed class ContainerAppConfiguration
    {
        public ContainerAppIngressConfiguration Ingress { get; set; } = new();
    }

    public sealed class ContainerAppIngressConfiguration
    {
        public StickySessionAffinity? StickySessionsAffinity { get; set; }
    }

    public enum StickySessionAffinity
    {
        None,
        Sticky,
    }
}
