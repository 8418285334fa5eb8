using Microsoft.Playwright;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Browser;

/// <summary>
/// The whole product as processes, and Chromium to look at it: one for the scenarios of people and servers, which are told one after the
/// other, one for those of tools and one for all looks.
/// </summary>
[CollectionDefinition(nameof(BrowserFixture))]
public sealed class BrowserFixture : IAsyncLifetime, ICollectionFixture<BrowserFixture>
{
    /// <summary>Chromium as Debian packages it. The shell draws no window and costs less; it is the same engine.</summary>
    private static readonly string? DebianChromium =
        Array.Find(["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"], File.Exists);

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public LocalSystem System { get; private set; } = null!;

    public ServiceProcess Web { get; private set; } = null!;

    /// <summary>One address of both replicas of the API.</summary>
    private AlternatingAddress Api { get; set; } = null!;

    /// <summary>The replica of the API that the web app uses as long as it is there; the tests themselves ask the other one.</summary>
    public ServiceProcess WebApi => System.Apis[1];

    public async Task InitializeAsync()
    {
        // One user makes hundreds of sessions at once.
        System = await LocalSystem.StartAsync(
            apis: 2, workers: 1, KeyValuePair.Create<string, string?>("Limits__RequestsPerUser", "100000"),
            // A second engine to choose; nobody asks it.
            KeyValuePair.Create<string, string?>("Gemini__ApiKey", "a-key-that-nobody-checks"));
        Api = new(WebApi.Address.Port, System.Apis[0].Address.Port) { First = true };
        Web = await StartWebAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await LaunchAsync(_playwright);
        Assertions.SetDefaultExpectTimeout(20_000);
    }

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = DebianChromium,
        Args = ["--no-sandbox", "--disable-dev-shm-usage"],
    });

    /// <summary>A replica of the web app, on the first API unless on another one.</summary>
    public Task<ServiceProcess> StartWebAsync(Uri? api = null) =>
        ServiceProcess.StartAsync("NanoBanana.Web", new Dictionary<string, string?>(System.Settings)
        {
            // Outside of development only published output serves its scripts and styles.
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["services__api__http__0"] = (api ?? Api.Uri).ToString().TrimEnd('/'),
        });

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await Web.DisposeAsync();
        await Api.DisposeAsync();
        await System.DisposeAsync();
    }

    /// <summary>What is asked for meanwhile waits.</summary>
    public async Task WithoutWorkersAsync(Func<Task> act)
    {
        foreach (var worker in System.Workers)
        {
            worker.Pause();
        }
        try
        {
            await act();
        }
        finally
        {
            foreach (var worker in System.Workers)
            {
                worker.Resume();
            }
        }
    }

    /// <summary>Runs a scenario; if it fails, what the browsers saw is kept under <c>artifacts/browser</c>.</summary>
    public async Task RunAsync(string name, Func<BrowserScenario, Task> act)
    {
        if (Directory.Exists(Artifacts.Directory("browser", name)))
        {
            Directory.Delete(Artifacts.Directory("browser", name), recursive: true);
        }
        // A scenario before may have killed it.
        await WebApi.HealthyAsync();
        Api.ReturnToFirst();
        await using var scenario = new BrowserScenario(_browser, Web.Address, name);
        try
        {
            await act(scenario);
        }
        catch
        {
            await scenario.KeepAsync();
            await File.WriteAllTextAsync(Path.Combine(scenario.Directory, "web.log"), Web.Log);
            await File.WriteAllTextAsync(
                Path.Combine(scenario.Directory, "api.log"), string.Join("\n\n", System.Apis.Select(api => api.Log)));
            throw;
        }
    }
}
