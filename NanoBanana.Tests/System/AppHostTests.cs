using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.AppHosts;

/// <summary>The whole application as the AppHost describes it.</summary>
public sealed class AppHostTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private DistributedApplication _app = null!;

    public async Task InitializeAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.NanoBanana_AppHost>(
            [$"--DATA_DIR={Watchdog.TemporaryDirectory()}"]);
        RemoveVolumes(builder);
        _app = await builder.BuildAsync();
        await _app.StartAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Everything_is_healthy_and_finds_what_it_needs()
    {
        foreach (var name in (string[])["redis", "api", "worker", "web"])
        {
            await _app.ResourceNotifications.WaitForResourceHealthyAsync(name).WaitAsync(Patience);
        }

        foreach (var name in (string[])["api", "worker", "web"])
        {
            using var client = _app.CreateHttpClient(name);
            using var answer = await client.GetAsync("/health");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.NotNull(await _app.GetConnectionStringAsync("redis"));
    }

    [Fact]
    public async Task The_web_app_reaches_the_api()
    {
        await _app.ResourceNotifications.WaitForResourceHealthyAsync("web").WaitAsync(Patience);
        using var web = _app.CreateHttpClient("web");

        // Addresses of images are passed on: what comes back is the API's own answer, whoever was asked.
        using var api = _app.CreateHttpClient("api");
        using var direct = await api.GetAsync(Routes.ImageContent("none"));
        using var passedOn = await web.GetAsync(Routes.ImageContent("none"));

        Assert.Equal(direct.StatusCode, passedOn.StatusCode);
        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, passedOn.StatusCode);
    }

    // What a developer's own run has stored is no business of a test.
    private static void RemoveVolumes(IDistributedApplicationBuilder builder)
    {
        foreach (var resource in builder.Resources)
        {
            foreach (var mount in resource.Annotations.OfType<ContainerMountAnnotation>().ToArray())
            {
                resource.Annotations.Remove(mount);
            }
        }
    }
}
