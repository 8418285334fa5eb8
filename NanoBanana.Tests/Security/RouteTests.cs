using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using NanoBanana.Tests.Fixtures;
using Xunit.Abstractions;

namespace NanoBanana.Tests.Security;

/// <summary>
/// Every route as every kind of caller, with the exact answer; a route that the API describes and <see cref="Rules"/> does not, fails.
/// </summary>
public sealed partial class RouteTests(ApiFixture api, ITestOutputHelper output) : IClassFixture<ApiFixture>
{
    /// <summary>A session that is asked for again and again: what is only read or refused changes nothing.</summary>
    private static Task<(TestUsers Users, SessionScenario Scenario)>? _untouched;

    public static TheoryData<string> Routes => [.. Rules.All.Select(rule => rule.Route)];

    [Fact]
    public async Task Every_route_has_a_rule()
    {
        using var http = api.CreateClient();
        var document = await (await http.GetAsync("/openapi/v1.json")).ReadJsonAsync();
        var described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {Shape(path.Name)}"));
        Assert.Equal(Rules.All.Select(rule => Shape(rule.Route)).Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
        output.WriteLine(
            $"{Rules.All.Length} routes x {Enum.GetValues<Caller>().Length} callers = "
            + $"{Rules.All.Length * Enum.GetValues<Caller>().Length} cells");
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task Everybody_gets_what_he_may(string route)
    {
        var rule = Rules.All.Single(rule => rule.Route == route);
        var (known, scenario) = await (_untouched ??= PrepareAsync());
        var before = await scenario.LookAsync();
        foreach (var caller in Enum.GetValues<Caller>().Where(caller => !rule.Changes(caller)))
        {
            await CallAsync(rule, caller, known, scenario);
        }
        Assert.Equal(before, await scenario.LookAsync());

        var changing = Enum.GetValues<Caller>().Where(rule.Changes).ToList();
        using var users = changing.Count > 0 ? await TestUsers.CreateAsync(api.System) : null;
        foreach (var caller in changing)
        {
            await CallAsync(rule, caller, users!, await SessionScenario.CreateAsync(users!));
        }
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task A_stranger_cannot_tell_what_exists(string route)
    {
        var rule = Rules.All.Single(rule => rule.Route == route);
        if (rule.Stranger != (int)HttpStatusCode.NotFound)
        {
            return;
        }
        var (users, scenario) = await (_untouched ??= PrepareAsync());
        using var stranger = users.ClientOf(Caller.Stranger);
        using var foreign = scenario.Request(rule);
        using var nowhere = scenario.Request(rule);
        nowhere.RequestUri = new(
            Identifier().Replace(nowhere.RequestUri!.ToString(), match => new string('7', match.Length)), UriKind.Relative);
        Assert.Equal(
            Said(await stranger.SendAsync(foreign).ShouldBeProblemAsync(HttpStatusCode.NotFound)),
            Said(await stranger.SendAsync(nowhere).ShouldBeProblemAsync(HttpStatusCode.NotFound)));
    }

    [Fact]
    public async Task A_token_made_by_this_test_is_good_when_nothing_is_wrong_with_it()
    {
        // Proves that the forged ones are refused for what their names say.
        using var users = await TestUsers.CreateAsync(api.System);
        var token = ForgedToken.Of(users.Owner.Tokens.AccessToken, api.System.Settings["Jwt__Secret"]!, Caller.Owner);
        using var http = LoopbackClient.Create(api.System.Apis[0].Address, token);
        using var response = await http.GetAsync(Contracts.Routes.Me);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task<(TestUsers Users, SessionScenario Scenario)> PrepareAsync()
    {
        var users = await TestUsers.CreateAsync(api.System);
        return (users, await SessionScenario.CreateAsync(users));
    }

    private static async Task CallAsync(Rule rule, Caller caller, TestUsers users, SessionScenario scenario)
    {
        using var http = users.ClientOf(caller);
        using var request = scenario.Request(rule);
        using var response = await http.SendAsync(request);
        var expected = rule.For(caller);
        Assert.True(expected == response.StatusCode,
            $"{rule.Route} as {caller}: {(int)response.StatusCode} instead of {(int)expected}: "
            + $"{await response.Content.ReadAsStringAsync()}");
        if ((int)expected >= 400)
        {
            await response.ShouldBeProblemAsync(expected);
        }
    }

    private static (string?, string?) Said(JsonElement problem) => (
        problem.GetProperty("title").GetString(),
        problem.TryGetProperty("detail", out var detail) ? detail.GetString() : null);

    private static string Shape(string route) => Parameter().Replace(route, "{}");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("[0-9a-f]{32,}|[A-Za-z0-9_-]{43}")]
    private static partial Regex Identifier();
}
