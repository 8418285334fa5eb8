namespace NanoBanana.AppHost;

/// <summary>Environment variables whose values are parameters: secret in the dashboard, asked for when published.</summary>
internal static class SecretSettings
{
    private static readonly string[] EngineKeys = ["GEMINI_API_KEY", "OPENAI_API_KEY"];

    public static IReadOnlyDictionary<string, IResourceBuilder<ParameterResource>> AddEngineKeys(this IDistributedApplicationBuilder builder) =>
        builder.AddSettings(EngineKeys.Where(key => builder.Configuration.Given(key) is not null));

    public static IReadOnlyDictionary<string, IResourceBuilder<ParameterResource>> AddSettings(
        this IDistributedApplicationBuilder builder, IEnumerable<string> keys) => keys.ToDictionary(
            key => key,
            key => builder.AddParameterFromConfiguration(key.ToLowerInvariant().Replace('_', '-'), key, secret: true));

    public static IResourceBuilder<ProjectResource> WithSettings(
        this IResourceBuilder<ProjectResource> project, IReadOnlyDictionary<string, IResourceBuilder<ParameterResource>> settings)
    {
        foreach (var (key, parameter) in settings)
        {
            project.WithEnvironment(key, parameter);
        }

        return project;
    }
}
