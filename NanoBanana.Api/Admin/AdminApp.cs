using System.CommandLine;
using NanoBanana.Core.Backups;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Storage;

namespace NanoBanana.Api.Admin;

/// <summary>
/// <c>dotnet NanoBanana.Api.dll admin VERB</c>: what an operator does with a shell on the server, with the settings of the API and without
/// starting it. Results go to the standard output, reasons of failures to the standard error.
/// </summary>
internal static class AdminApp
{
    /// <summary>The exit code when it was not done.</summary>
    public const int Failed = 1;

    /// <summary>The exit code when it is not clear what is to be done.</summary>
    private const int Misspelt = 2;

    private const string Word = "admin";

    public static bool IsAskedFor(string[] args) => args is [Word, ..];

    /// <summary>The arguments that are settings: none where they are a verb with its own.</summary>
    public static string[] SettingsIn(string[] args) => IsAskedFor(args) ? [] : args;

    public static void AddAdmin(this WebApplicationBuilder builder, string[] args)
    {
        if (IsAskedFor(args))
        {
            // What went wrong is told in a sentence; the lines of a log would stand between the results.
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<DemoData>().AddSingleton<DemoAccounts>().AddSingleton<SecretRotation>();
        }
    }

    public static async Task<int> RunAdminAsync(this WebApplication app, string[] args)
    {
        var asked = new RootCommand("The API of Nano Banana; without arguments it starts.") { AdminVerbs.Under(Word, app) }.Parse(args);
        if (asked.Errors.Count == 0 && asked.Action is not System.CommandLine.Help.HelpAction && !app.HasGoodSettings())
        {
            return Failed;
        }

        try
        {
            var code = await asked.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
            return asked.Errors.Count > 0 ? Misspelt : code;
        }
        catch (Exception failure) when (ReasonOf(failure) is { } reason)
        {
            await Console.Error.WriteLineAsync(reason);
            return Failed;
        }
    }

    private static string? ReasonOf(Exception failure) => failure switch
    {
        AdminException or BackupException or ObjectStoreFullException => failure.Message,
        ObjectStoreUnavailableException => "The image store does not answer.",
        IOException or UnauthorizedAccessException => failure.Message,
        OperationCanceledException => "It was interrupted.",
        _ when RedisFailures.MeansFull(failure) => "Redis is full: raise REDIS_MAXMEMORY.",
        _ when RedisFailures.MeansUnavailable(failure) => "Redis does not answer.",
        _ => null,
    };
}
