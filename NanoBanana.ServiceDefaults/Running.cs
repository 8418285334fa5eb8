using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>How a service runs.</summary>
public static class Running
{
    /// <summary>No match takes so long but one that never ends.</summary>
    private static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Begins a service. Its settings are read once: to watch for changes of their files takes a watch on every folder below the working
    /// directory, at each start.
    /// </summary>
    public static WebApplicationBuilder CreateBuilder(string[] settings)
    {
        AppContext.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", RegexTimeout);
        return WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. settings]);
    }

    /// <summary>Runs the service; settings that are missing or make no sense end it with a sentence for each.</summary>
    /// <returns>The exit code of the process.</returns>
    public static int RunService(this WebApplication app)
    {
        if (!app.HasGoodSettings())
        {
            return 1;
        }

        app.Run();
        return Environment.ExitCode;
    }

    /// <summary>Checks the settings, and writes a sentence for each that is missing or makes no sense.</summary>
    public static bool HasGoodSettings(this WebApplication app)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
            return true;
        }
        catch (Exception exception) when (FailuresIn(exception) is { Count: > 0 } failures)
        {
            foreach (var failure in failures)
            {
                Console.Error.WriteLine(failure);
            }

            return false;
        }
    }

    private static List<string> FailuresIn(Exception exception) => exception switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException several => [.. several.InnerExceptions.SelectMany(FailuresIn)],
        _ => [],
    };
}
