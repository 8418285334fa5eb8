namespace NanoBanana.AppHost;

/// <summary>
/// Where a published application goes: PUBLISH_TO is <c>azure</c> (the default) or <c>compose</c>. The bodies of the partial methods are in
/// the folder Cloud, which is compiled with CloudPackages=true; without it <c>azd</c> deploys the plain manifest.
/// </summary>
internal static partial class ComputeEnvironment
{
    private const string Setting = "PUBLISH_TO";
    private const string Azure = "azure";
    private const string Compose = "compose";

    /// <summary>Only the ingress of Container Apps and the containers beside it call from these networks.</summary>
    private const string InsideAzure = "10.0.0.0/8,100.64.0.0/10,172.16.0.0/12,192.168.0.0/16,fc00::/7";

    /// <summary>Adds the environment that PUBLISH_TO asks for, and no other.</summary>
    public static void AddComputeEnvironment(this IDistributedApplicationBuilder builder)
    {
        var composed = false;
        switch (builder.Target)
        {
            case null:
                break;
            case Azure:
                AddContainerApps(builder);
                break;
            case Compose:
                AddCompose(builder, ref composed);
                if (!composed)
                {
                    throw new DistributedApplicationException(
                        $"{Setting}=compose needs the cloud packages: build with CloudPackages=true, or use compose.yaml instead.");
                }

                break;
            case var other:
                throw new DistributedApplicationException($"{Setting} is '{other}'; set it to azure or compose.");
        }
    }

    /// <summary>A service that crashes is started again; Container Apps does so by itself.</summary>
    public static IResourceBuilder<ProjectResource> WithRestarts(this IResourceBuilder<ProjectResource> project)
    {
        if (project.ApplicationBuilder.Target == Compose)
        {
            RestartInCompose(project);
        }

        return project;
    }

    /// <summary>In Container Apps a browser stays with one replica, as long as there is that one.</summary>
    public static IResourceBuilder<ProjectResource> WithStickySessions(this IResourceBuilder<ProjectResource> project)
    {
        if (project.ApplicationBuilder.Target == Azure)
        {
            StickInContainerApps(project);
        }

        return project;
    }

    /// <summary>Which proxies are believed about who calls: what TRUSTED_PROXIES names, else what is in front in Container Apps.</summary>
    public static IResourceBuilder<ProjectResource> WithTrustedProxies(this IResourceBuilder<ProjectResource> project)
    {
        var builder = project.ApplicationBuilder;
        var proxies = builder.Configuration.Given("TRUSTED_PROXIES") ?? (builder.Target == Azure ? InsideAzure : null);
        return proxies is null ? project : project.WithEnvironment("TRUSTED_PROXIES", proxies);
    }

    /// <summary>The hosts that are served, where ALLOWED_HOSTS names them.</summary>
    public static IResourceBuilder<ProjectResource> WithAllowedHosts(this IResourceBuilder<ProjectResource> project) =>
        project.ApplicationBuilder.Configuration.Given("ALLOWED_HOSTS") is { } hosts
            ? project.WithEnvironment("ALLOWED_HOSTS", hosts) : project;

    static partial void AddContainerApps(IDistributedApplicationBuilder builder);

    static partial void StickInContainerApps(IResourceBuilder<ProjectResource> project);

    static partial void AddCompose(IDistributedApplicationBuilder builder, ref bool added);

    static partial void RestartInCompose(IResourceBuilder<ProjectResource> project);

    extension(IDistributedApplicationBuilder builder)
    {
        /// <summary>Where the application is published to; null where it runs.</summary>
        private string? Target => builder.ExecutionContext.IsPublishMode ? builder.Configuration.Given(Setting) ?? Azure : null;
    }
}
