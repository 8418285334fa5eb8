namespace NanoBanana.AppHost;

/// <summary>Trained models on this machine; see <c>scripts/fetch-models.sh</c>.</summary>
internal static class Models
{
    private const string Directory = "MODELS_DIR";

    /// <summary>Tells a service in which folder they are. A container has its own, which its image names.</summary>
    public static IResourceBuilder<ProjectResource> WithModels(this IResourceBuilder<ProjectResource> project) =>
        project.ApplicationBuilder is { ExecutionContext.IsRunMode: true } builder && builder.Configuration.Given(Directory) is { } folder
            ? project.WithEnvironment(Directory, Path.GetFullPath(folder, Checkout.Root))
            : project;
}
