using System.Net;
using Aspire.Hosting.Testing;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.AppHosts;

[Collection(SharedAppHost.Name)]
public sealed class AppHostTests(AppHostFixture fixture)
{
    private static readonly string[] Services = ["api", "worker", "web"];

    [Fact]
    public async Task Every_resource_becomes_healthy_and_answers()
    {
        await fixture.HealthyAsync(["redis", .. Services, "aspire-dashboard"]);

        foreach (var name in Services)
        {
            using var client = fixture.App.CreateHttpClient(name);
            using var answer = await client.GetAsync("/health");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_web_app_reaches_the_api()
    {
        await fixture.HealthyAsync("web");
        using var web = fixture.App.CreateHttpClient("web");
        using var api = fixture.App.CreateHttpClient("api");

        // The web app passes addresses of images on: the answer is the API's own, whoever was asked.
        using var direct = await api.GetAsync(Routes.ImageContent("none"));
        using var passedOn = await web.GetAsync(Routes.ImageContent("none"));

        Assert.Equal(direct.StatusCode, passedOn.StatusCode);
        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, passedOn.StatusCode);
    }

    [Fact]
    public async Task An_uploaded_image_becomes_ready_and_its_follower_hears_of_it()
    {
        await fixture.HealthyAsync("api", "worker");
        using var http = fixture.App.CreateHttpClient("api");
        var name = TestUser.UniqueName();
        var tokens = await new NanoBananaClient(http, _ => default).RegisterAsync(new(name, $"{name}@example.org", $"{Guid.NewGuid():N}"));
        var client = new NanoBananaClient(http, _ => ValueTask.FromResult<string?>(tokens.AccessToken));
        await using var live = new NanoBananaLive(
            new(http.BaseAddress!, Routes.Hub), _ => ValueTask.FromResult<string?>(tokens.AccessToken));
        var session = await client.CreateSessionAsync("Story");

        using var file = new MemoryStream(TestImages.Jpeg(640, 480));
        var image = await client.UploadImageAsync(session.Id, file, "picture.jpg");

        using var deadline = new CancellationTokenSource(AppHostFixture.Patience);
        await foreach (var change in live.Follow(session.Id, after: 0, deadline.Token))
        {
            if (change.Type == EventTypes.ImageUpdated)
            {
                break;
            }
        }
        var ready = await client.GetImageAsync(image.Id);
        Assert.Equal(ImageStatus.Ready, ready.Status);
        Assert.NotNull(ready.ThumbnailUrl);
    }

    [Fact]
    public async Task No_service_gets_a_telemetry_setting_that_shows_tokens_or_delays_its_end()
    {
        await fixture.HealthyAsync(Services);
        foreach (var name in Services)
        {
            var environment = ProcessList.EnvironmentOf((await fixture.ProcessOfAsync(name))!.Value);
            Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT=", environment, StringComparison.Ordinal);
            Assert.DoesNotContain("URL_QUERY_REDACTION", environment, StringComparison.Ordinal);
            Assert.DoesNotContain("OTLP_RETRY", environment, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_killed_worker_is_started_again()
    {
        await fixture.HealthyAsync("worker");
        var killed = await fixture.ProcessOfAsync("worker");

        using (var process = System.Diagnostics.Process.GetProcessById(killed!.Value))
        {
            process.Kill();
        }

        await Eventually.TrueAsync(
            async () => await fixture.ProcessOfAsync("worker") is { } process && process != killed,
            "another process of the worker", AppHostFixture.Patience);
        await fixture.HealthyAsync("worker");
    }

    [Fact]
    public async Task The_started_redis_is_durable_and_never_evicts()
    {
        await fixture.HealthyAsync("redis");
        await using var redis = await RedisSettings.ConnectAsync(await fixture.App.GetConnectionStringAsync("redis"));

        await RedisSettings.AssertDurableAsync(redis, maxMemory: 300 << 20);
    }

    [Fact]
    public async Task No_process_list_shows_the_password_of_redis()
    {
        await fixture.HealthyAsync("redis");
        var password = ConfigurationOptions.Parse((await fixture.App.GetConnectionStringAsync("redis"))!).Password!;

        Assert.All(ProcessList.CommandLines(), line => Assert.DoesNotContain(password, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_the_owner_can_read_the_data_folder()
    {
        await fixture.HealthyAsync(["redis", .. Services]);
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        var folder = new DirectoryInfo(fixture.DataDirectory);

        var readable =
            from entry in folder.EnumerateFileSystemInfos("*", all).Append(folder)
            where (entry.UnixFileMode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) != 0
            select $"{entry.FullName} {entry.UnixFileMode}";
        Assert.Empty(readable);
    }

    [Fact]
    public async Task The_dashboard_shows_logs_and_traces_of_the_services()
    {
        await fixture.HealthyAsync(Services);
        var address = await fixture.App.GetDashboardUrlAsync();
        using var dashboard = new HttpClient { BaseAddress = new(address.GetLeftPart(UriPartial.Authority)) };
        using var page = await dashboard.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);

        dashboard.DefaultRequestHeaders.Add("x-api-key", fixture.DashboardKey);
        using var api = fixture.App.CreateHttpClient("api");
        using (await api.GetAsync(Routes.Me))
        {
            await Eventually.TrueAsync(
                async () => (await dashboard.GetStringAsync("/api/telemetry/traces")).Contains("\"api\"", StringComparison.Ordinal)
                    && (await dashboard.GetStringAsync("/api/telemetry/logs")).Contains("\"worker\"", StringComparison.Ordinal),
                "traces of the API and logs of the worker", TimeSpan.FromMinutes(1));
        }
    }
}
