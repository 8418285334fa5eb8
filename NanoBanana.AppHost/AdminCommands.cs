using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace NanoBanana.AppHost;

/// <summary>
/// What operators do with a shell (<c>NanoBanana.Api.dll admin VERB</c>), as commands of the API in the dashboard: each runs the verb with
/// the settings of the API and tells what it said.
/// </summary>
internal static class AdminCommands
{
    private const string Login = "login";
    private const string Folder = "folder";
    private const string Ids = "ids";

    /// <param name="others">The services that a restoration stops, and a new secret is for, besides the API.</param>
    public static void WithAdminCommands(this IResourceBuilder<ProjectResource> api, params IResourceBuilder<ProjectResource>[] others)
    {
        if (api.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return;
        }

        IResource[] services = [api.Resource, .. others.Select(other => other.Resource)];
        api.Add("seed", "Seed demo data", "Adds two accounts with a shared session. What is there already stays.", "BoxMultiple",
            context => RunAsync(api, context, "seed", "--api", api.GetEndpoint("http").Url), isHighlighted: true);
        api.Add("make-operator", "Make operator", "Lets an account see and do what operators do.", "PersonStar",
            context => RunAsync(api, context, "operator", "add", "--", context.Arguments.GetString(Login)!), inputs: [Account()]);
        api.Add("password-link", "One-time password link", "Makes a link to a new password, good for one use and 15 minutes.", "Key",
            context => RunAsync(api, context, "password-link", "--", context.Arguments.GetString(Login)!), inputs: [Account()]);
        api.Add("list-jobs", "List dead jobs", "Lists the jobs that were given up, and how full the lists are.", "List",
            context => RunAsync(api, context, "jobs", "list"));
        api.Add("retry-jobs", "Retry dead jobs", "Queues jobs that were given up again.", "ArrowClockwise",
            context => RunAsync(api, context, ["jobs", "retry", .. Chosen(context)]), inputs: [Jobs()]);
        api.Add("drop-jobs", "Drop dead jobs", "Forgets jobs that were given up.", "Delete",
            context => RunAsync(api, context, ["jobs", "drop", .. Chosen(context)]), "Drop them? What they were for is not done any more.",
            [Jobs()]);
        api.Add("pause-edits", "Pause edits", "Workers finish the edits in hand and take no more.", "Pause",
            context => RunAsync(api, context, "edits", "pause"), "Pause the edits of everybody?");
        api.Add("resume-edits", "Resume edits", "Workers take edits again.", "Play", context => RunAsync(api, context, "edits", "resume"));
        api.Add("backup", "Back up", "Copies Redis and the objects into a new folder while everything runs.", "Save",
            context => RunAsync(api, context, "backup", "--", context.Arguments.GetString(Folder)!), inputs: [Path("A new folder.")]);
        api.Add("restore", "Restore", "Stops the services, brings a backup back and starts them again.", "History",
            context => WithoutAsync(services, context, () => RestoreAsync(api, context)), "Stop all services and restore this backup?",
            [Path("The folder of a backup."), Replace()]);
        if (api.ApplicationBuilder.JwtSecretFile is { } file)
        {
            api.Add(
                "rotate-jwt-secret", "Rotate JWT secret", "Replaces the secret that signs access tokens; the one before stays good.",
                "LockClosed",
                context => WithoutAsync(services, context, () => RunAsync(api, context, "rotate-jwt-secret", "--", file)),
                "Replace the secret and start the services again? Nobody has to sign in again.");
        }
    }

    private static void Add(
        this IResourceBuilder<ProjectResource> api, string name, string label, string help, string icon,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> run, string? question = null, InteractionInput[]? inputs = null,
        bool isHighlighted = false) => api.WithCommand(name, label, run, new CommandOptions
        {
            Description = help,
            ConfirmationMessage = question,
            Arguments = inputs ?? [],
            IconName = icon,
            IsHighlighted = isHighlighted,
        });

    private static InteractionInput Account() =>
        new()
        {
            Name = Login,
            Label = "Account",
            InputType = InputType.Text,
            Required = true,
            Placeholder = "User name, e-mail address or id",
        };

    private static InteractionInput Path(string help) =>
        new() { Name = Folder, Label = "Folder", Description = help, InputType = InputType.Text, Required = true };

    private static InteractionInput Replace() =>
        new()
        {
            Name = "replace",
            Label = "Lose the accounts and pictures that are there now",
            InputType = InputType.Boolean,
            Value = "false",
        };

    private static InteractionInput Jobs() =>
        new() { Name = Ids, Label = "Jobs", Description = "Ids, separated by spaces. Without any: all.", InputType = InputType.Text };

    private static string[] Chosen(ExecuteCommandContext context) =>
        context.Arguments.GetString(Ids)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } ids
            ? ["--", .. ids]
            : ["--all"];

    private static Task<ExecuteCommandResult> RestoreAsync(
        IResourceBuilder<ProjectResource> api, ExecuteCommandContext context) => RunAsync(
        api, context,
        [
            "restore",
            .. context.Arguments.TryGetByName("replace", out var replace) && replace.Value == "true"
                ? ["--replace"]
                : Array.Empty<string>(),
            "--", context.Arguments.GetString(Folder)!,
        ]);

    /// <summary>Does something while the services do not run; they are started again whatever comes of it.</summary>
    private static async Task<ExecuteCommandResult> WithoutAsync(
        IResource[] services, ExecuteCommandContext context, Func<Task<ExecuteCommandResult>> act)
    {
        var commands = context.Services.GetRequiredService<ResourceCommandService>();
        var states = context.Services.GetRequiredService<ResourceNotificationService>();
        foreach (var service in services)
        {
            await commands.ExecuteCommandAsync(service, KnownResourceCommands.StopCommand, context.CancellationToken);
            await states.WaitForResourceAsync(service.Name, KnownResourceStates.TerminalStates, context.CancellationToken);
        }

        try
        {
            return await act();
        }
        finally
        {
            foreach (var service in services)
            {
                await commands.ExecuteCommandAsync(service, KnownResourceCommands.StartCommand, CancellationToken.None);
            }
        }
    }

    private static async Task<ExecuteCommandResult> RunAsync(
        IResourceBuilder<ProjectResource> api, ExecuteCommandContext context, params string[] verb)
    {
        var settings = await ExecutionConfigurationBuilder.Create(api.Resource).WithEnvironmentVariablesConfig()
            .BuildAsync(api.ApplicationBuilder.ExecutionContext, context.Logger, context.CancellationToken);
        var start = new ProcessStartInfo("dotnet", [Checkout.ProgramOf("NanoBanana.Api"), "admin", .. verb])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings.EnvironmentVariables)
        {
            start.Environment[name] = value;
        }

        // It ends before anything could be sent.
        start.Environment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        using var process = Process.Start(start)!;
        var (said, complained) = (
            process.StandardOutput.ReadToEndAsync(context.CancellationToken),
            process.StandardError.ReadToEndAsync(context.CancellationToken));
        try
        {
            await process.WaitForExitAsync(context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        var (result, problem) = ((await said).Trim(), (await complained).Trim());
        return process.ExitCode == 0
            ? CommandResults.Success(FirstLine(result), result, CommandResultFormat.Text, displayImmediately: result.Contains('\n'))
            : CommandResults.Failure(problem.Length > 0 ? problem : $"It ended with exit code {process.ExitCode}.");
    }

    private static string FirstLine(string text) => text.Split('\n')[0];
}
