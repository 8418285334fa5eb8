using Microsoft.Extensions.DependencyInjection;

namespace NanoBanana.AppHost;

/// <summary>Shows warnings and errors, each after the name of its resource, and one line when everything is ready.</summary>
internal static class QuietConsole
{
    private static readonly Dictionary<string, string> LogLevels = new()
    {
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "None",
        ["Logging:Console:FormatterName"] = "simple",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
    };

    /// <summary>Logs only warnings of the AppHost, unless the environment asks for more, and reports on the resources.</summary>
    public static void UseQuietConsole(this IDistributedApplicationBuilder builder)
    {
        foreach (var (key, level) in LogLevels)
        {
            // Not what an appsettings.json says that lies in the folder of the caller.
            builder.Configuration[key] = Environment.GetEnvironmentVariable(key.Replace(":", "__", StringComparison.Ordinal)) ?? level;
        }

        builder.Services.AddSingleton<ConsoleLines>();
        if (builder.ExecutionContext.IsRunMode && !builder.IsUnderTest)
        {
            builder.Services.AddWatcher<ResourceReport>();
            builder.Services.AddWatcher<ReadyReport>();
        }
    }
}
