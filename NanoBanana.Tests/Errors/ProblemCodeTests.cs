using System.Net;
using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Errors;

/// <summary>Every failed request has a stable word for programs.</summary>
public sealed class ProblemCodeTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    public static TheoryData<string, string, string?, HttpStatusCode, string> Failures => new()
    {
        { "POST", Routes.Sessions, "{", HttpStatusCode.BadRequest, "invalid" },
        { "PUT", "/api/sessions/SESSION", """{"title":""}""", HttpStatusCode.BadRequest, "invalid" },
        { "GET", $"{Routes.Sessions}?cursor=bad", null, HttpStatusCode.BadRequest, "invalid" },
        { "GET", $"{Routes.Sessions}?limit=0", null, HttpStatusCode.BadRequest, "invalid" },
        { "GET", "/api/sessions/unknown", null, HttpStatusCode.NotFound, "not-found" },
        { "GET", "/api/nothing", null, HttpStatusCode.NotFound, "not-found" },
        { "PATCH", Routes.Sessions, "{}", HttpStatusCode.MethodNotAllowed, "method-not-allowed" },
        { "POST", "/api/sessions", "LARGE", HttpStatusCode.RequestEntityTooLarge, "too-large" },
        { "POST", Routes.Register, "TAKEN", HttpStatusCode.Conflict, "conflict" },
        { "GET", "/api/images/unknown/content?signature=x", null, HttpStatusCode.NotFound, "not-found" },
        { "POST", Routes.Upload, "{}", HttpStatusCode.UnsupportedMediaType, "unsupported-type" },
        { "GET", Routes.Snapshot("unknown"), null, HttpStatusCode.NotFound, "not-found" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Every_failure_has_a_code(string method, string path, string? body, HttpStatusCode status, string code)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        foreach (var accept in (string?[])[null, "image/png"])
        {
            var address = path.Replace("SESSION", session.Id, StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            if (accept is not null)
            {
                request.Headers.Accept.ParseAdd(accept);
            }

            request.Content = body switch
            {
                null => null,
                "LARGE" => JsonContent.Create(new { filler = new string('x', Limits.JsonMaxBytes) }),
                "TAKEN" => JsonContent.Create(
                    new { username = alice.User.Username, email = "a@example.org", password = "long pass phrase" }),
                _ => new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
            };
            var problem = await alice.Http.SendAsync(request).ShouldBeProblemAsync(status);
            Assert.Equal(code, problem.GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task Refusals_of_strangers_viewers_and_files_have_one()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        using var nobody = api.CreateClient();
        var session = await alice.Api.CreateSessionAsync();
        await alice.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Viewer);
        await ShouldBeAsync(nobody.GetAsync(Routes.Me), HttpStatusCode.Unauthorized, "unauthorized");
        var rename = bob.Http.PutAsJsonAsync(Routes.Session(session.Id), new { title = "Mine" });
        await ShouldBeAsync(rename, HttpStatusCode.Forbidden, "forbidden");
        await ShouldBeAsync(alice.UploadRawAsync(session.Id, TestImages.Svg), HttpStatusCode.UnsupportedMediaType, "not-an-image");
        var large = alice.UploadRawAsync(session.Id, new byte[Limits.ImageMaxBytes + 1]);
        await ShouldBeAsync(large, HttpStatusCode.RequestEntityTooLarge, "too-many-bytes");
        var login = nobody.PostAsJsonAsync(Routes.Login, new { login = "nobody", password = "wrong password" });
        await ShouldBeAsync(login, HttpStatusCode.Unauthorized, "unauthorized");
    }

    private static async Task ShouldBeAsync(Task<HttpResponseMessage> sending, HttpStatusCode status, string code) =>
        Assert.Equal(code, (await sending.ShouldBeProblemAsync(status)).GetProperty("code").GetString());
}
