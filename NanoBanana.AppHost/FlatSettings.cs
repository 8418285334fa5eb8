using Microsoft.Extensions.Configuration;

namespace NanoBanana.AppHost;

/// <summary>The short names that people set (REDIS_HOST, JWT_SECRET …), brought to the names that Aspire reads.</summary>
internal static class FlatSettings
{
    public static void UseFlatSettings(this IDistributedApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        settings["DATA_DIR"] = Path.GetFullPath(settings["DATA_DIR"] ?? ".data", builder.RepositoryRoot);
        settings["Parameters:jwt-secret"] ??= settings["JWT_SECRET"];
        settings["Parameters:redis-password"] ??= settings["REDIS_PASSWORD"];
        if (settings.Given("REDIS_HOST") is { } host)
        {
            var password = settings.Given("REDIS_PASSWORD") is { } secret ? $",password={secret}" : "";
            var database = settings.Given("REDIS_DB") is { } number ? $",defaultDatabase={number}" : "";
            settings["ConnectionStrings:redis"] ??= $"{host}:{settings.Given("REDIS_PORT") ?? "6379"}{password}{database}";
        }
    }

    /// <summary>The value of a setting, or null when it is empty or not there.</summary>
    public static string? Given(this IConfiguration settings, string key) =>
        settings[key] is { Length: > 0 } value ? value : null;

    /// <summary>How many copies to run, one when nothing is said.</summary>
    public static int Count(this IDistributedApplicationBuilder builder, string key) =>
        Math.Max(1, builder.Configuration.GetValue<int?>(key) ?? 1);

    extension(IDistributedApplicationBuilder builder)
    {
        public string RepositoryRoot => Path.GetFullPath("..", builder.AppHostDirectory);

        public string DataDirectory => builder.Configuration["DATA_DIR"]!;
    }
}
