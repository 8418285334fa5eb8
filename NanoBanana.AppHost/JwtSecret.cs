namespace NanoBanana.AppHost;

internal static class JwtSecret
{
    private const string Name = "jwt-secret";

    /// <summary>JWT_SECRET, or a generated one that is kept for the next run; whoever publishes has to bring their own.</summary>
    public static IResourceBuilder<ParameterResource> AddJwtSecret(this IDistributedApplicationBuilder builder) =>
        builder.ExecutionContext.IsPublishMode
            ? builder.AddParameter(Name, secret: true)
            : builder.AddParameter(Name, new GenerateParameterDefault { MinLength = 48, Special = false }, secret: true, persist: true);
}
