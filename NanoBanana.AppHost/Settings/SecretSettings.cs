namespace NanoBanana.AppHost;

/// <summary>Environment variables from parameters: secret in the dashboard where they must be, asked for when published.</summary>
internal static class SecretSettings
{
    private static readonly string[] EngineKeys = ["GEMINI_API_KEY", "OPENAI_API_KEY"];
    private static readonly string[] EngineNames = ["GEMINI_MODEL", "GEMINI_BASE_URL", "OPENAI_IMAGE_MODEL", "OPENAI_BASE_URL"];

    /// <summary>What was given of the keys, models and addresses of the engines.</summary>
    public static IReadOnlyDictionary<string, IResourceBuilder<ParameterResource>> AddEngineSettings(
        this IDistributedApplicationBuilder builder) => builder.AddGivenSettings(EngineKeys, EngineNames);

    /// <summary>What was given of the mail server.</summary>
    public static IReadOnlyDictionary<string, IResourceBuilder<ParameterResource>> AddMailSettings(
        this IDistributedApplicationBuilder builder) =>
        builder.AddGivenSettings(["SMTP_PASSWORD"], ["SMTP_HOST", "SMTP_PORT", "SMTP_USER", "SMTP_FROM", "SMTP_SECURITY"]);

    /// <summary>Those of the settings that were given.</summary>
    public static IReadOnlyDictionary<string, IResourceBuilder<ParameterResource>> AddGivenSettings(
        this IDistributedApplicationBuilder builder, string[] keys, string[] names)
    {
        return builder.AddSettings(Given(keys), Given(names));

        string[] Given(string[] all) => [.. all.Where(name => builder.Configuration.Given(name) is not null)];
    }

    /// <summary>Keys are secret; names and addresses are not.</summary>
    public static IReadOnlyDictionary<string, IResourceBuilder<ParameterResource>> AddSettings(
        this IDistributedApplicationBuilder builder, string[] keys, string[] names) => keys.Concat(names).ToDictionary(
            name => name,
            name => builder.AddParameterFromConfiguration(name.ToLowerInvariant().Replace('_', '-'), name, secret: keys.Contains(name)));

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
