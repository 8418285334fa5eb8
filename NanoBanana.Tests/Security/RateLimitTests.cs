using System.Net;
using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Security;

/// <summary>Limits that all replicas keep together. The windows are so long that no share comes back during a test.</summary>
public sealed class RateLimitTests(RateLimitTests.Fixture api, Xunit.Abstractions.ITestOutputHelper output)
    : IClassFixture<RateLimitTests.Fixture>
{
    [Fact]
    public async Task The_replicas_count_a_user_together_and_exactly()
    {
        using var alice = await api.CreateUserAsync();
        using var there = LoopbackClient.Create(api.System.Apis[1].Address, alice.Tokens.AccessToken);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 3 * Fixture.PerUser)
            .Select(async i => (await (i % 2 == 0 ? alice.Http : there).GetAsync(Routes.Me)).StatusCode));

        output.WriteLine($"{statuses.Length} requests, {statuses.Count(status => status == HttpStatusCode.TooManyRequests)} refused.");
        Assert.Equal(Fixture.PerUser, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(2 * Fixture.PerUser, statuses.Count(status => status == HttpStatusCode.TooManyRequests));

        // Nobody else pays for it, not even at the same address, and platforms still learn that the service is well.
        using var bob = await api.CreateUserAsync();
        using var beside = LoopbackClient.Create(api.System.Apis[0].Address, bob.Tokens.AccessToken);
        Assert.Equal(HttpStatusCode.OK, (await beside.GetAsync(Routes.Me)).StatusCode);
        for (var i = 0; i < 2 * Fixture.PerAddress; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await alice.Http.GetAsync("/alive")).StatusCode);
        }
    }

    [Fact]
    public async Task Every_answer_says_how_much_is_left_and_a_refusal_when_to_come_back()
    {
        using var alice = await api.CreateUserAsync();
        using var first = await alice.Http.GetAsync(Routes.Me);
        Assert.Equal($"\"user\";q={Fixture.PerUser};w=3600", Header(first, "RateLimit-Policy"));
        Assert.StartsWith($"\"user\";r={Fixture.PerUser - 1};t=", Header(first, "RateLimit"));
        for (var i = 1; i < Fixture.PerUser; i++)
        {
            (await alice.Http.GetAsync(Routes.Me)).EnsureSuccessStatusCode().Dispose();
        }

        using var refused = await alice.Http.GetAsync(Routes.Me);
        await refused.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.InRange(
            refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3600.0 / Fixture.PerUser + 1));
        Assert.StartsWith("\"user\";r=0;t=", Header(refused, "RateLimit"));
    }

    [Fact]
    public async Task Without_a_good_token_the_address_counts_on_all_replicas_together()
    {
        using var alice = await api.CreateUserAsync();
        var from = LoopbackClient.Draw();
        using var here = LoopbackClient.Create(api.System.Apis[0].Address, "nonsense", from);
        using var there = LoopbackClient.Create(api.System.Apis[1].Address, null, from);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 2 * Fixture.PerAddress)
            .Select(async i => (await (i % 2 == 0 ? here : there).GetAsync(Routes.Me)).StatusCode));

        Assert.Equal(Fixture.PerAddress, statuses.Count(status => status == HttpStatusCode.Unauthorized));
        Assert.Equal(Fixture.PerAddress, statuses.Count(status => status == HttpStatusCode.TooManyRequests));

        // Who is signed in works on behind the same address.
        using var signedIn = LoopbackClient.Create(api.System.Apis[0].Address, alice.Tokens.AccessToken, from);
        Assert.Equal(HttpStatusCode.OK, (await signedIn.GetAsync(Routes.Me)).StatusCode);
    }

    [Fact]
    public async Task Registrations_are_limited_per_address_even_for_who_is_signed_in()
    {
        using var alice = await api.CreateUserAsync();
        var from = LoopbackClient.Draw();
        using var anonymous = LoopbackClient.Create(api.System.Apis[0].Address, null, from);
        using var signedIn = LoopbackClient.Create(api.System.Apis[1].Address, alice.Tokens.AccessToken, from);
        for (var i = 0; i < Fixture.Registrations; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await RegisterAsync(anonymous)).StatusCode);
        }

        await RegisterAsync(anonymous).ShouldBeProblemAsync(HttpStatusCode.TooManyRequests);
        await RegisterAsync(signedIn).ShouldBeProblemAsync(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Uploads_are_limited_per_user()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        for (var i = 0; i < Fixture.Uploads; i++)
        {
            await alice.UploadAsync(session.Id, Uploads.UniqueJpeg());
        }

        using var refused = await alice.UploadRawAsync(session.Id, Uploads.UniqueJpeg());
        await refused.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.StartsWith("\"user\";q=", Header(refused, "RateLimit-Policy"));
        Assert.Contains($"\"uploads\";q={Fixture.Uploads};w=3600", Header(refused, "RateLimit-Policy"));
        await alice.Api.GetMeAsync();
    }

    [Fact]
    public async Task Live_connections_are_limited_per_user_on_all_replicas_together()
    {
        using var alice = await api.CreateUserAsync();
        var (first, _) = await alice.OpenSocketAsync(api.System.Apis[0].Address);
        var (second, _) = await alice.OpenSocketAsync(api.System.Apis[1].Address);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await alice.OpenSocketAsync(api.System.Apis[0].Address)).Status);
        using var bob = await api.CreateUserAsync();
        (await bob.OpenSocketAsync(api.System.Apis[0].Address)).Socket!.Dispose();

        first!.Dispose();
        using var third = await Eventually.GetAsync(
            async () => (await alice.OpenSocketAsync(api.System.Apis[1].Address)).Socket, "a free place");
        second!.Dispose();
    }

    private static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));

    private static Task<HttpResponseMessage> RegisterAsync(HttpClient http)
    {
        var name = TestUser.UniqueName();
        return http.PostAsJsonAsync(
            Routes.Register, new { username = name, email = $"{name}@example.org", password = $"{Guid.NewGuid():N}" });
    }

    public sealed class Fixture() : SystemFixture(apis: 2, workers: 0,
        ("Limits__RequestWindow", "01:00:00"), ("Limits__RequestsPerUser", $"{PerUser}"), ("Limits__RequestsPerAddress", $"{PerAddress}"),
        ("Limits__UploadWindow", "01:00:00"), ("Limits__UploadsPerUser", $"{Uploads}"),
        ("Limits__RegistrationWindow", "01:00:00"), ("Limits__RegistrationsPerAddress", $"{Registrations}"),
        ("Limits__ConnectionsPerUser", "2"))
    {
        public const int PerUser = 100;
        public const int PerAddress = 60;
        public const int Uploads = 3;
        public const int Registrations = 4;
    }
}
