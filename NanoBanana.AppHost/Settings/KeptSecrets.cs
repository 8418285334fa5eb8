namespace NanoBanana.AppHost;

/// <summary>Secrets that are generated once and kept in <c>DATA_DIR/secrets</c>, readable by their owner only.</summary>
internal static class KeptSecrets
{
    private const string Folder = "secrets";
    private const string JwtSecret = "jwt-secret";
    private const string JwtSecretKey = $"Parameters:{JwtSecret}";
    private const string Previous = "_previous";

    /// <summary>Signs the access tokens: JWT_SECRET, or a kept one. Whoever publishes brings their own.</summary>
    public static IResourceBuilder<ParameterResource> AddJwtSecret(this IDistributedApplicationBuilder builder) =>
        builder.AddKeptSecret(JwtSecret, "Signs the access tokens: at least 32 random bytes. Changing it signs everybody out.");

    /// <summary>
    /// Gives a service the secret. A kept one is read whenever the service starts, together with the one before: it may have been rotated.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithJwtSecret(
        this IResourceBuilder<ProjectResource> service, IResourceBuilder<ParameterResource> secret)
    {
        service.WithEnvironment("Jwt__Secret", secret);
        return service.ApplicationBuilder.JwtSecretFile is not { } file ? service : service.WithEnvironment(context =>
        {
            context.EnvironmentVariables["Jwt__Secret"] = File.ReadAllText(file).Trim();
            if (File.Exists(file + Previous))
            {
                context.EnvironmentVariables["Jwt__PreviousSecret"] = File.ReadAllText(file + Previous).Trim();
            }
        });
    }

    extension(IDistributedApplicationBuilder builder)
    {
        /// <summary>Where the kept secret is; null where somebody else gives it.</summary>
        public string? JwtSecretFile => builder.ExecutionContext.IsPublishMode || builder.Configuration.Given(JwtSecretKey) is not null
            ? null
            : Path.Combine(builder.DataDirectory, Folder, JwtSecret);
    }

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
        var file = Path.Combine(PrivateFiles.CreateDirectory(builder.DataDirectory, Folder), name);
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } kept)
        {
            return kept;
        }

        var secret = new GenerateParameterDefault { MinLength = 48, Special = false }.GetDefaultValue();
        PrivateFiles.Write(file, secret);
        return secret;
    }
}
