using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using NanoBanana.Tests.Fixtures;
using Xunit.Abstractions;

namespace NanoBanana.Tests.Security;

/// <summary>Every route as every kind of caller, with the exact answer; a route that the API describes and <see cref="Rules"/> does not, fails.</summary>
public sealed partial class RouteTests(ApiFixture api, ITestOutputHelper output) : IClassFixture<ApiFixture>
{
    public static TheoryData<string> Routes => [.. Rules.All.Select(rule => rule.Route)];

    [Fact]
    public async Task Every_route_has_a_rule()
    {
        using var http = api.CreateClient();
        var document = await (await http.GetAsync("/openapi/v1.json")).ReadJsonAsync();
        var described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {Shape(path.Name)}"));
        Assert.Equal(Rules.All.Select(rule => Shape(rule.Route)).Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
        output.WriteLine($"{Rules.All.Length} routes x {Enum.GetValues<Caller>().Length} callers = {Rules.All.Length * Enum.GetValues<Caller>().Length} cells");
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task Everybody_gets_what_he_may(string route)
    {
        var rule = Rules.All.Single(rule => rule.Route == route);
        using var cast = await Cast.GatherAsync(api.System);
        var stage = await Stage.SetAsync(cast);
        var before = await stage.LookAsync();
        foreach (var caller in Enum.GetValues<Caller>().Where(caller => !rule.Changes(caller)))
        {
            await CallAsync(rule, caller, cast, stage);
        }
        Assert.Equal(before, await stage.LookAsync());

        foreach (var caller in Enum.GetValues<Caller>().Where(rule.Changes))
        {
            await CallAsync(rule, caller, cast, await Stage.SetAsync(cast));
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
        using var cast = await Cast.GatherAsync(api.System);
        using var stranger = cast.ClientOf(Caller.Stranger);
        var stage = await Stage.SetAsync(cast);
        using var foreign = stage.Request(rule);
        using var nowhere = stage.Request(rule);
        nowhere.RequestUri = new(Identifier().Replace(nowhere.RequestUri!.ToString(), match => new string('7', match.Length)), UriKind.Relative);
        Assert.Equal(
            Said(await stranger.SendAsync(foreign).ShouldBeProblemAsync(HttpStatusCode.NotFound)),
            Said(await stranger.SendAsync(nowhere).ShouldBeProblemAsync(HttpStatusCode.NotFound)));
    }

    [Fact]
    public async Task A_token_made_by_this_test_is_good_when_nothing_is_wrong_with_it()
    {
        // Proves that the forged ones are refused for what their names say.
        using var cast = await Cast.GatherAsync(api.System);
        var token = ForgedToken.Of(cast.Owner.Tokens.AccessToken, api.System.Settings["Jwt__Secret"]!, Caller.Owner);
        using var http = LoopbackClient.Create(api.System.Apis[0].Address, token);
        using var response = await http.GetAsync(Contracts.Routes.Me);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task CallAsync(Rule rule, Caller caller, Cast cast, Stage stage)
    {
        using var http = cast.ClientOf(caller);
        using var request = stage.Request(rule);
        using var response = await http.SendAsync(request);
        var expected = rule.For(caller);
        Assert.True(expected == response.StatusCode,
            $"{rule.Route} as {caller}: {(int)response.StatusCode} instead of {(int)expected}: {await response.Content.ReadAsStringAsync()}");
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
