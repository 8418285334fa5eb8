using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Security;

/// <summary>What browsers are told, and whom the API believes about where a request came from.</summary>
public sealed class HeaderTests(HeaderTests.Fixture api) : IClassFixture<HeaderTests.Fixture>
{
    private const string Friend = "https://friend.example";

    [Theory]
    [InlineData(Friend, Friend)]
    [InlineData("https://friend.example.evil.example", null)]
    [InlineData("http://friend.example", null)]
    [InlineData("null", null)]
    public async Task Only_the_pages_that_are_named_may_call(string origin, string? allowed)
    {
        using var http = api.CreateClient();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, Routes.Sessions);
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization");
        using var answer = await http.SendAsync(preflight);
        Assert.Equal(allowed, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Without_a_setting_no_other_page_may_call()
    {
        await using var system = await LocalSystem.StartAsync(apis: 1, workers: 0);
        using var http = system.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, Routes.Me);
        request.Headers.Add("Origin", Friend);
        using var answer = await http.SendAsync(request);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task In_production_browsers_are_told_to_stay_with_https(string scheme, bool scenario)
    {
        // As the proxy in front says: it is on this machine.
        using var http = LoopbackClient.Create(api.System.Apis[0].Address, from: IPAddress.Loopback);
        using var request = new HttpRequestMessage(HttpMethod.Get, Routes.Me);
        request.Headers.Host = "nano-banana.example";
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", scheme);
        using var answer = await http.SendAsync(request);
        Assert.Equal(scenario, answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Content_can_be_nothing_but_a_picture()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAsync(session.Id, TestImages.Png(8, 8), "page.html");
        using var answer = await alice.Http.GetAsync(image.Url);
        Assert.Equal("image/png", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal(
            ("inline", "page.html"),
            (answer.Content.Headers.ContentDisposition?.DispositionType, answer.Content.Headers.ContentDisposition?.FileNameStar));
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Links_lead_to_the_web_app()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var invite = await alice.Api.CreateInviteAsync(session.Id, new(Contracts.Sessions.Role.Viewer));
        var snapshot = await alice.Api.CreateSnapshotAsync(session.Id);
        Assert.Equal(
            ($"https://web.example/join/{invite.Code}", $"https://web.example/snapshots/{snapshot.Id}"), (invite.Url, snapshot.Url));
    }

    [Fact]
    public async Task A_wildcard_for_origins_stops_the_start()
    {
        await using var system = await LocalSystem.StartAsync(apis: 0, workers: 0);
        var settings = new Dictionary<string, string?>(system.Settings) { ["Cors__Origins__0"] = "*" };
        await using var service = ServiceProcess.Launch("NanoBanana.Api", settings);
        await service.EndAsync();
        Assert.Contains("Cors:Origins", service.Log, StringComparison.Ordinal);
    }

    public sealed class Fixture() : SystemFixture(
        apis: 1, workers: 0, ("Cors__Origins__0", Friend), ("ASPNETCORE_ENVIRONMENT", "Production"),
        ("Sharing__WebAddress", "https://web.example"));
}
