namespace NanoBanana.AppHost;

internal static class LocalImaging
{
    private const string Variable = "NANOBANANA_LIBVIPS";

    /// <summary>Points a service at the libvips that run.sh has unpacked, where there is one and nothing else is said.</summary>
    public static IResourceBuilder<ProjectResource> WithLocalImaging(this IResourceBuilder<ProjectResource> project)
    {
        var builder = project.ApplicationBuilder;
        var directory = builder.Configuration.Given(Variable) ?? Path.Combine(builder.RepositoryRoot, ".tools", "libvips", "lib");
        return builder.ExecutionContext.IsRunMode && Directory.Exists(directory)
            ? project.WithEnvironment(Variable, directory)
            : project;
    }
}
