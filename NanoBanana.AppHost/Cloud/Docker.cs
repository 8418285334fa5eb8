namespace NanoBanana.AppHost;

/// <summary>A generated Docker Compose file, with Aspire.Hosting.Docker.</summary>
internal static partial class ComputeEnvironment
{
    static partial void AddCompose(IDistributedApplicationBuilder builder, ref bool added)
    {
        builder.AddDockerComposeEnvironment("compose");
        added = true;
    }

    static partial void RestartInCompose(IResourceBuilder<ProjectResource> project) =>
        project.PublishAsDockerComposeService((_, service) => service.Restart = "unless-stopped");
}
