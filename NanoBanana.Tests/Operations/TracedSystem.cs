using Microsoft.Playwright;
using NanoBanana.Tests.Browser;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Fixtures.Telemetry;

namespace NanoBanana.Tests.Operations;

/// <summary>The whole product with a collector of its telemetry, and a browser in front.</summary>
public sealed class TracedSystem : IAsyncLifetime
{
    private IPlaywright _playwright = null!;

    internal OtlpReceiver Collector { get; private set; } = null!;

    public LocalSystem System { get; private set; } = null!;

    public ServiceProcess Web { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Collector = await OtlpReceiver.StartAsync();
        System = await LocalSystem.StartAsync(apis: 1, workers: 1, Collector.Settings);
        Web = await WebFixture.StartWebAsync(System);
        _playwright = await Playwright.CreateAsync();
        Browser = await BrowserFixture.LaunchAsync(_playwright);
        Assertions.SetDefaultExpectTimeout(20_000);
    }

    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        await Web.DisposeAsync();
        await System.DisposeAsync();
        await Collector.DisposeAsync();
    }
}
