using System.Net;
using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Security;

/// <summary>Who is believed about where a request came from: the proxies that are named, and nobody else.</summary>
public sealed class TrustedProxyTests(TrustedProxyTests.Fixture api) : IClassFixture<TrustedProxyTests.Fixture>
{
    private static readonly IPAddress Ingress = IPAddress.Parse("127.66.3.4");
    private static readonly IPAddress Balancer = IPAddress.Parse("127.67.0.9");

    [Fact]
    public async Task What_a_stranger_says_about_himself_changes_nothing()
    {
        var stranger = LoopbackClient.Draw();
        Assert.Equal(stranger.ToString(), await AddressOfAsync(await RegisterAsync(stranger, "203.0.113.1")));
        using var again = await RegisterAsync(stranger, "203.0.113.2");
        await again.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task What_a_known_proxy_says_counts_for_limits_and_devices()
    {
        Assert.Equal("203.0.113.11", await AddressOfAsync(await RegisterAsync(Ingress, "203.0.113.11")));
        Assert.Equal("203.0.113.12", await AddressOfAsync(await RegisterAsync(Ingress, "203.0.113.12")));
        using var again = await RegisterAsync(Ingress, "203.0.113.11");
        await again.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task What_a_caller_sends_through_a_known_proxy_is_not_believed()
    {
        Assert.Equal("203.0.113.21", await AddressOfAsync(await RegisterAsync(Ingress, "198.51.100.1, 203.0.113.21")));
        using var again = await RegisterAsync(Ingress, "198.51.100.2, 203.0.113.21");
        await again.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Behind_two_known_proxies_the_caller_is_the_one_in_front_of_them() =>
        Assert.Equal("203.0.113.31", await AddressOfAsync(await RegisterAsync(Ingress, $"198.51.100.1, 203.0.113.31, {Balancer}")));

    [Fact]
    public async Task What_is_no_network_stops_the_start()
    {
        await using var system = await LocalSystem.StartAsync(apis: 0, workers: 0);
        await using var service = ServiceProcess.Launch(
            "NanoBanana.Api", new Dictionary<string, string?>(system.Settings) { ["TRUSTED_PROXIES"] = "10.0.0.0/8,everybody" });
        await service.EndAsync();
        Assert.Contains("Set ForwardedHeaders:KnownNetworks or TRUSTED_PROXIES", service.Log, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> RegisterAsync(IPAddress from, string forwardedFor)
    {
        using var http = LoopbackClient.Create(api.System.Apis[0].Address, from: from);
        http.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);
        var name = TestUser.UniqueName();
        return await http.PostAsJsonAsync(
            Routes.Register, new { username = name, email = $"{name}@example.org", password = $"{Guid.NewGuid():N}" });
    }

    /// <summary>Where the API saw the device that registered.</summary>
    private async Task<string?> AddressOfAsync(HttpResponseMessage registered)
    {
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        var token = (await registered.ReadJsonAsync()).GetProperty("accessToken").GetString();
        using var http = LoopbackClient.Create(api.System.Apis[0].Address, token);
        var devices = await (await http.GetAsync(Routes.Devices)).ReadJsonAsync();
        return devices.GetProperty("items")[0].GetProperty("address").GetString();
    }

    /// <summary>As a platform starts it that would have everybody believed.</summary>
    public sealed class Fixture() : SystemFixture(apis: 1, workers: 0,
        ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"), ("TRUSTED_PROXIES", $"127.66.0.0/16, {Balancer}"),
        ("Limits__RegistrationWindow", "01:00:00"), ("Limits__RegistrationsPerAddress", "1"));
}
