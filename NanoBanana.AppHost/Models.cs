namespace NanoBanana.AppHost;

/// <summary>Trained models on this machine; see <c>scripts/fetch-models.sh</c>.</summary>
internal static class Models
{
    private const string Directory = "MODELS_DIR";
    private static readonly string[] Names = ["Engines__Local__Models", "Engines__Local__FaceCascade"];

    /// <summary>Tells a service whether to use them and where they are.</summary>
    public static IResourceBuilder<ProjectResource> WithModels(this IResourceBuilder<ProjectResource> project)
    {
        foreach (var name in Names)
        {
            if (project.ApplicationBuilder.Configuration.Given(name.Replace("__", ":", StringComparison.Ordinal)) is { } value)
            {
                project.WithEnvironment(name, value);
            }
        }

        return project.WithModelFolder();
    }

    /// <summary>Tells a service where they are. A container has a folder of its own, which its image names.</summary>
    public static IResourceBuilder<ProjectResource> WithModelFolder(this IResourceBuilder<ProjectResource> project)
    {
        var builder = project.ApplicationBuilder;
        return builder.ExecutionContext.IsRunMode && builder.Configuration.Given(Directory) is { } folder
            ? project.WithEnvironment(Directory, Path.GetFullPath(folder, Checkout.Root))
            : project;
    }
}
