namespace NanoBanana.AppHost;

/// <summary>Environment variables whose values are parameters: secret in the dashboard where they must be, asked for when published.</summary>
internal static class SecretSettings
{
    private static readonly string[] EngineKeys = ["GEMINI_API_KEY", "OPENAI_API_KEY"];
    private static readonly string[] EngineNames = ["GEMINI_MODEL", "GEMINI_BASE_URL", "OPENAI_IMAGE_MODEL", "OPENAI_BASE_URL"];

    /// <summary>What was given of the keys, models and addresses of the engines; models and addresses are no secrets.</summary>
    public static IReadOnlyDictionary<string, IResourceBuilder<ParameterResource>> AddEngineSettings(this IDistributedApplicationBuilder builder)
    {
        return builder.AddSettings(Given(EngineKeys)).Concat(builder.AddSettings(Given(EngineNames), secret: false)).ToDictionary();

        IEnumerable<string> Given(string[] keys) => keys.Where(key => builder.Configuration.Given(key) is not null);
    }

    public static IReadOnlyDictionary<string, IResourceBuilder<ParameterResource>> AddSettings(
        this IDistributedApplicationBuilder builder, IEnumerable<string> keys, bool secret = true) => keys.ToDictionary(
            key => key,
            key => builder.AddParameterFromConfiguration(key.ToLowerInvariant().Replace('_', '-'), key, secret: secret));

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
