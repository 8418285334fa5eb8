using Azure.Provisioning.AppContainers;

namespace NanoBanana.AppHost;

/// <summary>Azure Container Apps, with Aspire.Hosting.Azure.AppContainers.</summary>
internal static partial class ComputeEnvironment
{
    static partial void AddContainerApps(IDistributedApplicationBuilder builder) => builder.AddAzureContainerAppEnvironment("aca");

    static partial void StickInContainerApps(IResourceBuilder<ProjectResource> project) => project.PublishAsAzureContainerApp(
        (_, app) => app.Configuration.Ingress.StickySessionsAffinity = StickySessionAffinity.Sticky);
}
