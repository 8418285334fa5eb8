namespace NanoBanana.AppHost;

/// <summary>Secrets that are generated once and kept in <c>DATA_DIR/secrets</c>, readable by their owner only.</summary>
internal static class KeptSecrets
{
    /// <summary>Signs the access tokens: JWT_SECRET, or a kept one. Whoever publishes brings their own.</summary>
    public static IResourceBuilder<ParameterResource> AddJwtSecret(this IDistributedApplicationBuilder builder) =>
        builder.AddKeptSecret("jwt-secret", "Signs the access tokens: at least 32 random bytes. Changing it signs everybody out.");

    /// <summary>Adds a secret parameter: its setting, else the kept value, else a new one that is kept from now on.</summary>
    public static IResourceBuilder<ParameterResource> AddKeptSecret(
        this IDistributedApplicationBuilder builder, string name, string description)
    {
        var parameter = builder.ExecutionContext.IsPublishMode
            ? builder.AddParameter(name, secret: true)
            : builder.AddParameter(name, builder.Configuration.Given($"Parameters:{name}") ?? builder.ReadOrGenerate(name), secret: true);
        return parameter.WithDescription(description);
    }

    private static string ReadOrGenerate(this IDistributedApplicationBuilder builder, string name)
    {
        var file = Path.Combine(PrivateFiles.CreateDirectory(builder.DataDirectory, "secrets"), name);
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } kept)
        {
            return kept;
        }

        var secret = new GenerateParameterDefault { MinLength = 48, Special = false }.GetDefaultValue();
        PrivateFiles.Write(file, secret);
        return secret;
    }
}
