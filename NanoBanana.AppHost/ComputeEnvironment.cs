namespace NanoBanana.AppHost;

internal static class ComputeEnvironment
{
    /// <summary>Where a published application goes: Azure Container Apps, or Docker Compose when PUBLISH_TO is `compose`.</summary>
    public static void AddComputeEnvironment(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            return;
        }

        if (builder.Configuration.Given("PUBLISH_TO") is "compose")
        {
            builder.AddDockerComposeEnvironment("compose");
        }
        else
        {
            builder.AddAzureContainerAppEnvironment("aca");
        }
    }

    /// <summary>A service that crashes is started again, as Container Apps does by itself.</summary>
    public static IResourceBuilder<ProjectResource> RestartedByCompose(this IResourceBuilder<ProjectResource> project) =>
        project.PublishAsDockerComposeService((_, service) => service.Restart = "unless-stopped");
}
