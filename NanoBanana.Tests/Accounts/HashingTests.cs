using System.Net;
using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Accounts;

/// <summary>Hashing costs what it should, and no more of the service than it may.</summary>
public sealed class HashingTests(HashingTests.Fixture api) : IClassFixture<HashingTests.Fixture>
{
    [Fact]
    public async Task A_storm_of_sign_ins_holds_nobody_else_up_and_what_does_not_fit_comes_back_later()
    {
        using var alice = await api.CreateUserAsync();
        using var attacker = api.CreateClient();
        var storm = Enumerable.Range(0, 40).Select(_ => attacker.PostAsJsonAsync(
            Routes.Login, new { login = TestUser.UniqueName(), password = "any password" })).ToList();
        await Task.WhenAny(storm);

        // All of this is answered while the storm still waits for its turn.
        for (var i = 0; i < 3; i++)
        {
            (await alice.Http.GetAsync("/health")).EnsureSuccessStatusCode();
            await alice.Api.GetMeAsync();
            await alice.Api.CreateSessionAsync();
        }

        Assert.Contains(storm, login => !login.IsCompleted);
        var answers = await Task.WhenAll(storm);
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.Unauthorized);
        var sentAway = answers.First(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable);
        await sentAway.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(sentAway.Headers.RetryAfter);
        Assert.All(answers, answer => Assert.Contains(
            answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.ServiceUnavailable]));

        // What was sent away was not judged, so it does not count as a failure: the address is not locked.
        Assert.Equal(HttpStatusCode.Unauthorized, (await attacker.PostAsJsonAsync(
            Routes.Login, new { login = alice.User.Username, password = "any password" })).StatusCode);
    }

    [Fact]
    public async Task A_higher_cost_reaches_every_account_with_its_next_sign_in()
    {
        await using var system = await LocalSystem.StartAsync(apis: 1, workers: 0);
        using var alice = await system.CreateUserAsync();
        Assert.StartsWith("$2", await HashAsync());
        Assert.Contains("$04$", await HashAsync());

        var dearer = new Dictionary<string, string?>(system.Settings) { ["Accounts__BCryptCost"] = "5" };
        await using var next = await ServiceProcess.StartAsync("NanoBanana.Api", dearer);
        using var http = LoopbackClient.Create(next.Address);
        var login = new { login = alice.User.Username, password = alice.Password };
        (await http.PostAsJsonAsync(Routes.Login, login)).EnsureSuccessStatusCode();

        Assert.Contains("$05$", await HashAsync());
        (await http.PostAsJsonAsync(Routes.Login, login)).EnsureSuccessStatusCode();

        async Task<string> HashAsync()
        {
            using var redis = await ConnectionMultiplexer.ConnectAsync(system.Redis.ConnectionString);
            return (string?)await redis.GetDatabase().HashGetAsync($"{{u:{alice.User.Id}}}:user", "passwordHash") ?? "";
        }
    }

    public sealed class Fixture() : SystemFixture(apis: 1, workers: 0, ("Accounts__BCryptCost", "11"), ("Accounts__HashesWaiting", "15"));
}
