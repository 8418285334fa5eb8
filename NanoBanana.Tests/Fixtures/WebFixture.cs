namespace NanoBanana.Tests.Fixtures;

/// <summary>The web app in front of one API, without a browser; started once and shared by all classes that ask for it.</summary>
public sealed class WebFixture : IAsyncLifetime
{
    private static readonly Lazy<Task<(LocalSystem System, ServiceProcess Web)>> Shared = new(StartAsync);

    public LocalSystem System { get; private set; } = null!;

    public ServiceProcess Web { get; private set; } = null!;

    public async Task InitializeAsync() => (System, Web) = await Shared.Value;

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Another replica of the web app, or one with other settings.</summary>
    public static Task<ServiceProcess> StartWebAsync(LocalSystem system, params IEnumerable<KeyValuePair<string, string?>> settings) =>
        ServiceProcess.StartAsync("NanoBanana.Web", SettingsOf(system, settings));

    /// <summary>What the web app gets as environment.</summary>
    public static Dictionary<string, string?> SettingsOf(LocalSystem system, params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var all = new Dictionary<string, string?>(system.Settings)
        {
            // Outside of development only published output serves its scripts and styles.
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["services__api__http__0"] = system.Apis[0].Address.ToString().TrimEnd('/'),
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }
        return all;
    }

    private static async Task<(LocalSystem, ServiceProcess)> StartAsync()
    {
        var system = await LocalSystem.StartAsync(apis: 1, workers: 1);
        return (system, await StartWebAsync(system));
    }
}
