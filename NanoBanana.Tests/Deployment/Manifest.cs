using System.Diagnostics;
using System.Text.Json;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Deployment;

/// <summary>What the AppHost writes for <c>azd</c>.</summary>
internal sealed class Manifest(string text)
{
    private readonly JsonElement _resources = JsonDocument.Parse(text).RootElement.GetProperty("resources");

    public string Text => text;

    public IEnumerable<string> Names => _resources.EnumerateObject().Select(resource => resource.Name);

    public JsonElement this[string resource] => _resources.GetProperty(resource);

    public IEnumerable<string> EnvironmentOf(string resource) =>
        this[resource].GetProperty("env").EnumerateObject().Select(variable => variable.Name);

    public static async Task<Manifest> PublishAsync(params IEnumerable<(string Name, string Value)> settings)
    {
        // Inside the source tree: the manifest gives each project's path relative to its own folder.
        var directory = Directory.CreateDirectory(SourceTree.PathTo("artifacts", "manifests", Guid.NewGuid().ToString("N")));
        try
        {
            var path = Path.Combine(directory.FullName, "manifest.json");
            using var process = Start(path, settings);
            await process.EndAsync();
            Assert.True(File.Exists(path), process.Output);
            return new(await File.ReadAllTextAsync(path));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>What it says when it cannot be published.</summary>
    public static async Task<string> RefuseAsync(params IEnumerable<(string Name, string Value)> settings)
    {
        var path = Path.Combine(Watchdog.TemporaryDirectory(), "manifest.json");
        using var process = Start(path, settings);
        await process.EndAsync();
        Assert.False(File.Exists(path));
        return process.Output;
    }

    private static ChildProcess Start(string path, IEnumerable<(string Name, string Value)> settings)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(own.Parent!.Parent!.FullName, "NanoBanana.AppHost", own.Name, "NanoBanana.AppHost.dll");
        var command = new ProcessStartInfo("dotnet", [program, "--publisher", "manifest", "--output-path", path]);
        foreach (var (name, value) in settings)
        {
            command.Environment[name] = value;
        }

        return ChildProcess.Start(command);
    }
}
