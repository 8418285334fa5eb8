namespace NanoBanana.AppHost;

/// <summary>Whether people may have the server fetch pictures from addresses; the API does it, and the web app offers it.</summary>
internal static class PicturesByAddress
{
    private const string Setting = "Images:FromAddress";

    public static IResourceBuilder<ProjectResource> WithPicturesByAddress(this IResourceBuilder<ProjectResource> project) =>
        project.ApplicationBuilder.Configuration.Given(Setting) is { } value
            ? project.WithEnvironment(Setting.Replace(":", "__", StringComparison.Ordinal), value)
            : project;
}
