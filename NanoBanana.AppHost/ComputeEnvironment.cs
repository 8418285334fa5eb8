namespace NanoBanana.AppHost;

internal static class ComputeEnvironment
{
    /// <summary>What only the ingress of Container Apps and other containers beside it call from: nobody comes from outside past it.</summary>
    private const string InsideAzure = "10.0.0.0/8,100.64.0.0/10,172.16.0.0/12,192.168.0.0/16,fc00::/7";

    /// <summary>Which proxies are believed about who calls: what TRUSTED_PROXIES names, else what is in front in Container Apps.</summary>
    public static IResourceBuilder<ProjectResource> WithTrustedProxies(this IResourceBuilder<ProjectResource> project)
    {
        var builder = project.ApplicationBuilder;
        var proxies = builder.Configuration.Given("TRUSTED_PROXIES") ?? (builder.IsPublishedToAzure ? InsideAzure : null);
        return proxies is null ? project : project.WithEnvironment("TRUSTED_PROXIES", proxies);
    }

    extension(IDistributedApplicationBuilder builder)
    {
        private bool IsPublishedToAzure =>
            builder.ExecutionContext.IsPublishMode && builder.Configuration.Given("PUBLISH_TO") is not "compose";
    }
}
