using System.Net;
using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Images;

public sealed class FromAddressTests(FromAddressTests.Fixture api) : IClassFixture<FromAddressTests.Fixture>
{
    [Theory]
    [InlineData("https://localhost/a.png")]
    [InlineData("https://127.0.0.1/a.png")]
    [InlineData("https://[::1]/a.png")]
    [InlineData("https://2130706433/a.png")]
    [InlineData("https://169.254.169.254/latest/meta-data/"), InlineData("https://no-such-name.invalid/a.png")]
    public async Task What_is_inside_and_what_is_nowhere_are_refused_alike(string url)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var problem = await AskAsync(alice, session.Id, url).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("address-unreachable", problem.GetProperty("code").GetString());
        Assert.Contains("upload the file", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty((await alice.Api.ListSessionImagesAsync(session.Id)).Items);
    }

    [Theory]
    [InlineData("http://pictures.example/a.png")]
    [InlineData("https://pictures.example:81/a.png")]
    [InlineData("https://a:b@pictures.example/")]
    [InlineData("a.png")]
    public async Task An_address_of_another_kind_is_400(string url)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await AskAsync(alice, session.Id, url).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "url");
    }

    [Fact]
    public async Task It_fetches_into_nobody_elses_session()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await AskAsync(bob, session.Id, "https://localhost/a.png").ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task It_is_off_unless_the_operator_allows_it()
    {
        await using var system = await LocalSystem.StartAsync(apis: 1, workers: 0);
        using var alice = await system.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var problem = await AskAsync(alice, session.Id, "https://localhost/a.png").ShouldBeProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal("not-offered", problem.GetProperty("code").GetString());
    }

    private static Task<HttpResponseMessage> AskAsync(TestUser user, SessionId sessionId, string url) =>
        user.Http.PostAsJsonAsync(Routes.ImagesFromAddress(sessionId), new { url });

    public sealed class Fixture() : SystemFixture(apis: 1, workers: 0, ("Images__FromAddress", "true"));
}
