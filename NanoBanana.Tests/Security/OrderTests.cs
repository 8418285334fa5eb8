using System.Net;
using System.Net.Http.Headers;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Security;

/// <summary>Who calls is asked before anything else, and what is answered to one caller is kept by nobody.</summary>
public sealed class OrderTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    public static TheoryData<string> ClosedRoutes =>
        [.. Rules.All.Where(rule => rule.Nobody == (int)HttpStatusCode.Unauthorized && rule.Path != Contracts.Routes.Refresh)
            .Select(rule => rule.Route)];

    public static TheoryData<string> JsonRoutes =>
        [.. Rules.All.Where(rule => rule.Method == HttpMethod.Get && rule.Owner == 200
            && !rule.Path.EndsWith("/content", StringComparison.Ordinal))
            .Select(rule => rule.Route)];

    [Theory, MemberData(nameof(ClosedRoutes))]
    public async Task Without_a_good_token_nothing_else_is_looked_at(string route)
    {
        var rule = Rules.All.Single(rule => rule.Route == route);
        foreach (var token in (string?[])[null, "nonsense"])
        {
            using var http = LoopbackClient.Create(api.System.Apis[0].Address, token);
            foreach (var body in (HttpContent?[])[null, Text("not what is expected", "text/plain"),
                Text("{", "application/json"), Text("x", "multipart/form-data")])
            {
                // Bad in every way: the id, the query, the type of the body and the body.
                using var request = new HttpRequestMessage(rule.Method,
                    $"{rule.Path.Replace('{', '!').Replace('}', '!')}?limit=none&cursor=bad&variant=bad")
                {
                    Content = body,
                };
                request.Headers.Add("Idempotency-Key", new string('k', 300));
                await http.SendAsync(request).ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
            }
        }
    }

    [Theory]
    [InlineData("GET", "/api/nothing")]
    [InlineData("POST", "/nothing")]
    [InlineData("PATCH", Contracts.Routes.Sessions)]
    public async Task What_is_not_there_is_closed_too(string method, string path)
    {
        using var http = api.CreateClient();
        using var request = new HttpRequestMessage(new(method), path);
        await http.SendAsync(request).ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs/index.html")]
    public async Task What_everybody_may_see_stays_open(string path)
    {
        using var http = api.CreateClient();
        (await http.GetAsync(path)).EnsureSuccessStatusCode();
    }

    [Theory, MemberData(nameof(JsonRoutes))]
    public async Task What_is_made_for_one_reader_is_stored_nowhere(string route)
    {
        var rule = Rules.All.Single(rule => rule.Route == route);
        using var users = await TestUsers.CreateAsync(api.System);
        var scenario = await SessionScenario.CreateAsync(users);
        using var request = scenario.Request(rule);
        using var response = await users.Owner.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Tokens_and_refusals_are_stored_nowhere()
    {
        using var alice = await api.CreateUserAsync();
        using var http = api.CreateClient();
        using var tokens = await http.PostAsync(Contracts.Routes.Login, Text(
            $$"""{"login":"{{alice.User.Username}}","password":"{{alice.Password}}"}""", "application/json"));
        using var renewed = await http.PostAsync(Contracts.Routes.Refresh,
            Text($$"""{"refreshToken":"{{alice.Tokens.RefreshToken}}"}""", "application/json"));
        using var refused = await http.GetAsync(Contracts.Routes.Me);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized],
            [tokens.StatusCode, renewed.StatusCode, refused.StatusCode]);
        Assert.All([tokens, renewed, refused], answer => Assert.Equal("no-store", answer.Headers.CacheControl?.ToString()));
    }

    private static StringContent Text(string text, string type) => new(text, new MediaTypeHeaderValue(type));
}
