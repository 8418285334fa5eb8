using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Ownership;

/// <summary>Nobody reaches what belongs to somebody else, by any route; a route that is not in the table fails.</summary>
public sealed partial class OwnershipTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const int Open = 0;

    private static readonly RouteRule[] Rules =
    [
        new("POST /api/auth/register", Open, null),
        new("POST /api/auth/login", Open, null),
        new("POST /api/auth/refresh", Open, null),
        new("POST /api/auth/logout", Open, null),
        new("GET /api/auth/me", 401, null),
        new("PUT /api/auth/me", 401, null, "{}"),
        new("DELETE /api/auth/me", 401, null, """{"password":"12345678"}"""),
        new("GET /api/auth/me/usage", 401, null),
        new("GET /api/auth/me/export", 401, null),
        new("GET /api/auth/devices", 401, null),
        new("DELETE /api/auth/devices", 401, null),
        new("DELETE /api/auth/devices/{}", 401, 404),

        new("GET /api/sessions", 401, null),
        new("POST /api/sessions", 401, null, "{}"),
        new("GET /api/sessions/{}", 401, 404),
        new("PUT /api/sessions/{}", 401, 404, """{"title":"Mine now"}"""),
        new("DELETE /api/sessions/{}", 401, 404),
        new("POST /api/sessions/{}/restore", 401, 404),
        new("GET /api/sessions/{}/messages", 401, 404),
        new("POST /api/sessions/{}/messages", 401, 404, """{"text":"Hello"}"""),

        new("GET /api/sessions/{}/members", 401, 404),
        new("POST /api/sessions/{}/members", 401, 404, """{"login":"somebody","role":"viewer"}"""),
        new("DELETE /api/sessions/{}/members/{}", 401, 404),
        new("GET /api/sessions/{}/invites", 401, 404),
        new("POST /api/sessions/{}/invites", 401, 404, """{"role":"viewer"}"""),
        new("DELETE /api/sessions/{}/invites/{}", 401, 404),
        new("POST /api/invites/{}", 401, 404),
        new("GET /api/sessions/{}/snapshots", 401, 404),
        new("POST /api/sessions/{}/snapshots", 401, 404),
        new("GET /api/snapshots/{}", Open, 404),
        new("DELETE /api/snapshots/{}", 401, 404),
        new("GET /api/sessions/{}/export", 401, 404),

        new("PUT /api/messages/{}", 401, 404, """{"text":"Mine now"}"""),
        new("DELETE /api/messages/{}", 401, 404),

        new("GET /api/images", 401, null),
        new("POST /api/images/upload", 401, 400, "form"),
        new("POST /api/images/upload/batch", 401, 400, "form"),
        new("GET /api/images/session/{}", 401, 404),
        new("GET /api/images/{}", 401, 404),
        new("GET /api/images/{}/content", 401, 404),
        new("GET /api/images/{}/lineage", 401, 404),
        new("DELETE /api/images/{}", 401, 404),


        new("GET /api/operator/users", 401, 404),
        new("PUT /api/operator/users/{}", 401, 404, """{"disabled":true}"""),
        new("GET /api/operator/jobs", 401, 404),
        new("GET /api/operator/jobs/{}", 401, 404),
        new("GET /api/operator/jobs/dead", 401, 404),
        new("POST /api/operator/jobs/dead/{}/retry", 401, 404),
        new("DELETE /api/operator/jobs/dead/{}", 401, 404),
    ];

    public static TheoryData<string> Routes => [.. Rules.Select(rule => rule.Route)];

    [Fact]
    public async Task Every_route_has_a_rule()
    {
        using var http = api.CreateClient();
        var document = await (await http.GetAsync("/openapi/v1.json")).ReadJsonAsync();
        var described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {Parameter().Replace(path.Name, "{}")}"));
        Assert.Equal(Rules.Select(rule => rule.Route).Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task Without_a_token_there_is_nothing(string route)
    {
        var rule = Rules.Single(rule => rule.Route == route);
        if (rule.Anonymous == Open)
        {
            return;
        }
        using var owned = await OwnedThings.CreateAsync(api);
        using var http = api.CreateClient();
        await http.SendAsync(rule.Request(owned)).ShouldBeProblemAsync((HttpStatusCode)rule.Anonymous);
        await ShouldBeUntouchedAsync(owned);
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task A_stranger_cannot_tell_that_it_exists(string route)
    {
        var rule = Rules.Single(rule => rule.Route == route);
        if (rule.Stranger is not { } status)
        {
            return;
        }
        using var owned = await OwnedThings.CreateAsync(api);
        using var stranger = await api.CreateUserAsync();
        var foreign = await stranger.Http.SendAsync(rule.Request(owned)).ShouldBeProblemAsync((HttpStatusCode)status);
        await ShouldBeUntouchedAsync(owned);

        // What never existed looks the same.
        using var nowhere = rule.Request(owned);
        nowhere.RequestUri = new(Digits().Replace(nowhere.RequestUri!.ToString(), match => new string('7', match.Length)), UriKind.Relative);
        if (rule.Body != "form")
        {
            var unknown = await stranger.Http.SendAsync(nowhere).ShouldBeProblemAsync((HttpStatusCode)status);
            Assert.Equal(Shape(foreign), Shape(unknown));
        }
    }

    private static (string?, string?) Shape(JsonElement problem) => (
        problem.GetProperty("title").GetString(),
        problem.TryGetProperty("detail", out var detail) ? detail.GetString() : null);

    private static async Task ShouldBeUntouchedAsync(OwnedThings owned)
    {
        var session = await owned.Owner.Api.GetSessionAsync(owned.SessionId);
        Assert.Equal(("Private", 1, 1), (session.Title, session.MessageCount, session.ImageCount));
        Assert.Equal("Private", Assert.Single((await owned.Owner.Api.ListMessagesAsync(owned.SessionId)).Items).Text);
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("[0-9a-f]{32,}")]
    private static partial Regex Digits();
}
