using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static class ProjectResourceBuilderExtensions
{
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, _ => { });

    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, options =>
        {
            options.LaunchProfileName = launchProfileName;
            options.ExcludeLaunchProfile = launchProfileName is null;
        });

    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new()
    {
        var options = new ProjectResourceOptions();
        configure(options);
        var metadata = new TProject();
        var project = builder.AddResource(new ProjectResource(name)).WithAnnotation(metadata);
        var directory = Path.GetDirectoryName(metadata.ProjectPath)!;
        return options.ExcludeLaunchProfile || Choose(builder, directory, options) is not { } profile
            ? project
            : project.WithProfile(profile);
    }

    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas) =>
        builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);

    private static LaunchProfile? Choose(
        IDistributedApplicationBuilder builder, string directory, ProjectResourceOptions options)
    {
        var asked = options.LaunchProfileName
            ?? builder.Configuration["AppHost:DefaultLaunchProfileName"]
            ?? builder.Configuration["DOTNET_LAUNCH_PROFILE"];
        return LaunchProfile.Named(directory, asked) ?? (options.LaunchProfileName is null
            ? LaunchProfile.First(directory)
            : throw new DistributedApplicationException($"{directory} has no launch profile '{asked}'."));
    }

    private static IResourceBuilder<ProjectResource> WithProfile(this IResourceBuilder<ProjectResource> project, LaunchProfile profile)
    {
        foreach (var url in profile.Urls.Select(BindingAddress))
        {
            project.WithAnnotation(new EndpointAnnotation(
                ProtocolType.Tcp, url.Scheme, transport: "http", FreeName(project.Resource, url.Scheme), url.Port));
        }

        return project.WithEnvironment(context =>
        {
            context.EnvironmentVariables.TryAdd("DOTNET_LAUNCH_PROFILE", profile.Name);
            foreach (var (name, value) in profile.EnvironmentVariables)
            {
                context.EnvironmentVariables.TryAdd(name, value);
            }
        });
    }

    private static Uri BindingAddress(string url) =>
        new(url.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal));

    private static string FreeName(ProjectResource project, string scheme)
    {
        var taken = project.Endpoints().Count(e => e.UriScheme == scheme);
        return taken == 0 ? scheme : $"{scheme}{taken + 1}";
    }
}
