using System.Text.RegularExpressions;
using Microsoft.Extensions.Hosting;

namespace NanoBanana.AppHost;

/// <summary>Shows the warnings and errors of the resources; the dashboard has all their lines.</summary>
internal sealed partial class ResourceReport(
    ResourceNotificationService notifications, ResourceLoggerService logs, ConsoleLines console, IHostApplicationLifetime lifetime)
    : Watcher(lifetime)
{
    // What Redis calls a warning at every start.
    private static readonly string[] Greeting =
        ["oO0OoO0OoO0Oo", "Redis version=", "Configuration loaded", "Server initialized", "WARNING"];

    protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        var watched = new Dictionary<string, Task>();
        try
        {
            await foreach (var change in notifications.WatchAsync(cancellationToken))
            {
                if (change.Resource is (ProjectResource or ExecutableResource or ContainerResource) and not { Name: "aspire-dashboard" }
                    && !watched.ContainsKey(change.ResourceId))
                {
                    watched[change.ResourceId] = ShowAsync(change.Resource, change.ResourceId, cancellationToken);
                }
            }
        }
        finally
        {
            await Task.WhenAll(watched.Values);
        }
    }

    /// <summary>What of a line is worth showing: null for what only the dashboard shows.</summary>
    internal static string? Shorten(IResource resource, string line, bool isError)
    {
        var text = Date().Replace(Colour().Replace(line, ""), "");
        if (resource is LocalRedisResource && RedisWarning().Match(text) is { Success: true } warning)
        {
            return Greeting.Any(part => text.Contains(part, StringComparison.Ordinal)) ? null : warning.Groups["text"].Value;
        }

        var level = Level().Match(text);
        return level.Success ? text[level.Index..] : isError && text.Length > 0 && !Frame().IsMatch(text) ? text : null;
    }

    private async Task ShowAsync(IResource resource, string id, CancellationToken cancellationToken)
    {
        await foreach (var lines in logs.WatchAsync(id).WithCancellation(cancellationToken))
        {
            foreach (var line in lines)
            {
                if (Shorten(resource, line.Content, line.IsErrorMessage) is { } text)
                {
                    console.Write(resource.Name, text);
                }
            }
        }
    }

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Colour();

    // One from DCP, one from the service.
    [GeneratedRegex(@"^(\d{4}-\d\d-\d\dT[\d:.]+Z? ?)+")]
    private static partial Regex Date();

    [GeneratedRegex(@"^\d+:[A-Z] .{10,40}? # (?<text>.*)$")]
    private static partial Regex RedisWarning();

    [GeneratedRegex(@"(?<=^|[\d ])(warn|fail|crit): ")]
    private static partial Regex Level();

    [GeneratedRegex(@"^\s+at |^\s*---")]
    private static partial Regex Frame();
}
