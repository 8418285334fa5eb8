namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Flat environment names for the settings that every service shares; each counts only where the key it stands for is not set.
/// </summary>
public static class FlatNames
{
    private const string Redis = "ConnectionStrings:redis";
    private const string JwtSecret = "Jwt:Secret";
    private const string PreviousJwtSecret = "Jwt:PreviousSecret";

    private static readonly (string Key, string Flat)[] Others =
    [
        ("Gemini:ApiKey", "GEMINI_API_KEY"), ("Gemini:Model", "GEMINI_MODEL"), ("Gemini:BaseUrl", "GEMINI_BASE_URL"),
        ("OpenAI:ApiKey", "OPENAI_API_KEY"), ("OpenAI:Model", "OPENAI_IMAGE_MODEL"), ("OpenAI:BaseUrl", "OPENAI_BASE_URL"),
        ("Mail:Host", "SMTP_HOST"), ("Mail:Port", "SMTP_PORT"), ("Mail:User", "SMTP_USER"), ("Mail:Password", "SMTP_PASSWORD"),
        ("Mail:From", "SMTP_FROM"), ("Mail:Security", "SMTP_SECURITY"),
    ];

    /// <summary>
    /// <c>REDIS_HOST</c>, <c>REDIS_PORT</c>, <c>REDIS_PASSWORD</c> and <c>REDIS_DB</c> make the connection string <c>redis</c>;
    /// <c>JWT_SECRET</c> stands for <c>Jwt:Secret</c>, <c>JWT_SECRET_PREVIOUS</c> for <c>Jwt:PreviousSecret</c> and <c>PORT</c> for the
    /// address to listen on; keys, models and addresses of the engines stand for those in the sections <c>Gemini</c> and <c>OpenAI</c>, and
    /// those of the mail server for those in <c>Mail</c>. Secrets may come from files.
    /// </summary>
    public static TBuilder AddFlatNames<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddSecretFiles();
        var configuration = builder.Configuration;
        Set(Redis, Value("REDIS_HOST") is { } host ? RedisConnection(host) : null);
        Set(JwtSecret, Value("JWT_SECRET"));
        Set(PreviousJwtSecret, Value("JWT_SECRET_PREVIOUS"));
        foreach (var (key, flat) in Others)
        {
            Set(key, Value(flat));
        }

        Set("urls", Value("PORT") is { } port ? $"http://*:{port}" : null);
        return builder;

        string? Value(string name) => configuration[name] is { Length: > 0 } value ? value : null;

        void Set(string key, string? value)
        {
            if (value is not null && Value(key) is null)
            {
                configuration[key] = value;
            }
        }

        string RedisConnection(string host)
        {
            var connection = $"{host}:{Value("REDIS_PORT") ?? "6379"}";
            connection += Value("REDIS_PASSWORD") is { } password ? $",password={password}" : "";
            return connection + (Value("REDIS_DB") is { } db ? $",defaultDatabase={db}" : "");
        }
    }
}
