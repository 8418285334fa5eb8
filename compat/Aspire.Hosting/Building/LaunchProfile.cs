using System.Text.Json;

namespace Aspire.Hosting;

/// <summary>One profile of a project's Properties/launchSettings.json.</summary>
internal sealed record LaunchProfile(
    string Name, IReadOnlyList<string> Urls, IReadOnlyDictionary<string, string> EnvironmentVariables)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static LaunchProfile? First(string projectDirectory) => All(projectDirectory).FirstOrDefault();

    public static LaunchProfile? Named(string projectDirectory, string? name) =>
        All(projectDirectory).FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    private static LaunchProfile[] All(string projectDirectory)
    {
        var file = Path.Combine(projectDirectory, "Properties", "launchSettings.json");
        if (!File.Exists(file))
        {
            return [];
        }

        using var settings = JsonDocument.Parse(File.ReadAllText(file), Lenient);
        return settings.RootElement.TryGetProperty("profiles", out var profiles)
            ? [.. profiles.EnumerateObject().Where(RunsTheProject).Select(Read)]
            : [];
    }

    private static bool RunsTheProject(JsonProperty profile) => Text(profile.Value, "commandName") is "Project" or "";

    private static LaunchProfile Read(JsonProperty profile) => new(
        profile.Name,
        Text(profile.Value, "applicationUrl").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        profile.Value.TryGetProperty("environmentVariables", out var variables)
            ? variables.EnumerateObject().ToDictionary(v => v.Name, v => v.Value.GetString() ?? "")
            : []);

    private static string Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) ? value.GetString() ?? "" : "";
}
