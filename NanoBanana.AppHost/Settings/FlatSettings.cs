using Microsoft.Extensions.Configuration;

namespace NanoBanana.AppHost;

/// <summary>Maps the short names that users set (REDIS_HOST, JWT_SECRET …) to the names that Aspire reads.</summary>
internal static class FlatSettings
{
    public static void UseFlatSettings(this IDistributedApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        settings["DATA_DIR"] = Path.GetFullPath(settings.Given("DATA_DIR") ?? ".data", Checkout.Root);
        settings["Parameters:jwt-secret"] ??= settings["JWT_SECRET"];
        settings["Parameters:redis-password"] ??= settings["REDIS_PASSWORD"];
        if (settings.Given("REDIS_HOST") is { } host)
        {
            var password = settings.Given("REDIS_PASSWORD") is { } secret ? $",password={secret}" : "";
            var database = settings.Given("REDIS_DB") is { } number ? $",defaultDatabase={number}" : "";
            settings["ConnectionStrings:redis"] ??= $"{host}:{settings.Given("REDIS_PORT") ?? "6379"}{password}{database}";
        }

        // The AppHost ends after its children, so that whoever waits for it finds ports and files free.
        settings["DcpPublisher:WaitForResourceCleanup"] ??= "true";

        // Redis speaks plain TCP on this machine, whether or not a development certificate is installed.
        settings["ASPIRE_DEVELOPER_CERTIFICATE_DEFAULT_HTTPS_TERMINATION"] ??= "false";
    }

    /// <summary>The value of a setting, or null when it is empty or missing.</summary>
    public static string? Given(this IConfiguration settings, string key) =>
        settings[key] is { Length: > 0 } value ? value : null;

    /// <summary>A number of at least <paramref name="least"/>, or null when the setting is missing.</summary>
    public static int? Number(this IConfiguration settings, string key, int least, int most) => settings.Given(key) switch
    {
        null => null,
        var text when int.TryParse(text, out var number) && number >= least && number <= most => number,
        var text => throw new DistributedApplicationException($"{key} is '{text}'; set it to a number from {least} to {most}."),
    };

    /// <summary>How many copies of a service to run: one unless the setting says more.</summary>
    public static int Count(this IDistributedApplicationBuilder builder, string key) => builder.Configuration.Number(key, 1, 100) ?? 1;

    extension(IDistributedApplicationBuilder builder)
    {
        /// <summary>Where a run keeps what must survive it.</summary>
        public string DataDirectory => builder.Configuration["DATA_DIR"]!;

        /// <summary>Whether tests started this AppHost inside their own process: with random ports and without a console.</summary>
        public bool IsUnderTest => builder.Configuration.GetValue<bool>("DcpPublisher:RandomizePorts");
    }
}
