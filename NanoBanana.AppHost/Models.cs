namespace NanoBanana.AppHost;

/// <summary>Trained models on this machine; see <c>scripts/fetch-models.sh</c>.</summary>
internal static class Models
{
    private const string Directory = "MODELS_DIR";
    private static readonly string[] Names = ["Engines__Local__Models", "Engines__Local__FaceCascade"];

    /// <summary>
    /// Tells a service whether to use them and where they are. A container has a folder of its own, which its image names.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithModels(this IResourceBuilder<ProjectResource> project)
    {
        var builder = project.ApplicationBuilder;
        foreach (var name in Names)
        {
            if (builder.Configuration.Given(name.Replace("__", ":", StringComparison.Ordinal)) is { } value)
            {
                project.WithEnvironment(name, value);
            }
        }

        return builder.ExecutionContext.IsRunMode && builder.Configuration.Given(Directory) is { } folder
            ? project.WithEnvironment(Directory, Path.GetFullPath(folder, Checkout.Root))
            : project;
    }
}
