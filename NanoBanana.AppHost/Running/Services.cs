using Microsoft.Extensions.Configuration;

namespace NanoBanana.AppHost;

/// <summary>What all three services share: their port, their health, their replicas and how they are started.</summary>
internal static class Services
{
    // The retries keep a service alive for 10 s after the dashboard is gone. The other two would show access tokens in the dashboard.
    private static readonly string[] HarmfulVariables =
    [
        "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY",
        "OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION",
        "OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION",
    ];

    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder, string name, string portSetting, string replicasSetting)
        where TProject : IProjectMetadata, new()
    {
        var replicas = builder.Count(replicasSetting);
        var service = builder.AddProject<TProject>(name, launchProfileName: "http")
            .WithPort("http", portSetting)
            .WithReplicas(replicas)
            .WithEnvironment(context =>
            {
                foreach (var variable in HarmfulVariables)
                {
                    context.EnvironmentVariables.Remove(variable);
                }
            });
        if (builder.ExecutionContext.IsPublishMode)
        {
            return service.WithHttpHealthCheck("/health").WithRestarts();
        }

        service.WithServiceHealth();

        // Nothing here listens on HTTPS: the dashboard would ask for a development certificate all the same.
        service.WithoutHttpsCertificate();

        // One replica listens on the public port itself; several have a proxy in front.
        service.WithEndpoint("http", endpoint => endpoint.IsProxied = replicas > 1 || builder.IsUnderTest);
        return service.WithBuiltProgram(new TProject());
    }

    /// <summary>Links in answers of the API lead to WEB_ADDRESS, else to the web app itself.</summary>
    public static void WithWebAddress(this IResourceBuilder<ProjectResource> api, IResourceBuilder<ProjectResource> web)
    {
        const string Variable = "Sharing__WebAddress";
        _ = api.ApplicationBuilder.Configuration.Given("WEB_ADDRESS") is { } address
            ? api.WithEnvironment(Variable, address)
            : api.WithEnvironment(Variable, web.GetEndpoint("http"));
    }

    // Starts what the build of the AppHost made, without a `dotnet run` beside each service. An IDE starts and debugs the project itself.
    private static IResourceBuilder<ProjectResource> WithBuiltProgram(
        this IResourceBuilder<ProjectResource> service, IProjectMetadata metadata)
    {
        var builder = service.ApplicationBuilder;
        var name = Path.GetFileNameWithoutExtension(metadata.ProjectPath);
        var program = Checkout.ProgramOf(name);
        if (IsStartedByTools(builder.Configuration) || !File.Exists(program))
        {
            return service;
        }

        return service
            .WithAnnotation(new ExecutableAnnotation { Command = "dotnet", WorkingDirectory = Path.Combine(Checkout.Root, name) })
            .WithArgs(context => context.Args.Insert(0, program));
    }

    private static bool IsStartedByTools(IConfiguration settings) =>
        settings.Given("DEBUG_SESSION_PORT") is not null || settings.Given("DOTNET_WATCH") is not null;
}
