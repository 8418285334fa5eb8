using System.Net;
using System.Text;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Security;

/// <summary>How much one user may store, and what shapes of requests are not read at all.</summary>
public sealed class SizeLimitTests(SizeLimitTests.Fixture api) : IClassFixture<SizeLimitTests.Fixture>
{
    [Fact]
    public async Task Who_has_stored_all_he_may_uploads_again_after_deleting()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var kept = await alice.UploadAsync(session.Id, Padded(Fixture.Bytes * 2 / 3));

        var refused = await (await alice.UploadRawAsync(session.Id, Padded(Fixture.Bytes / 2)))
            .ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("storage-full", refused.GetProperty("code").GetString());
        using var other = LoopbackClient.Create(api.System.Apis[1].Address, alice.Tokens.AccessToken);
        var batch = await (await other.PostFormAsync(Routes.UploadBatch,
            Uploads.Field("sessionId", session.Id), Uploads.File("files", Padded(Fixture.Bytes / 2)),
            Uploads.File("files", Uploads.UniqueJpeg()))).ReadJsonAsync();
        Assert.Equal("storage-full", batch.GetProperty("items")[0].GetProperty("problem").GetProperty("code").GetString());
        Assert.True(batch.GetProperty("items")[1].TryGetProperty("image", out _));

        await alice.Api.DeleteImageAsync(kept.Id, permanently: true);
        await alice.UploadAsync(session.Id, Padded(Fixture.Bytes / 2));
        Assert.InRange((await alice.Api.GetUsageAsync()).Bytes, 1, Fixture.Bytes);
    }

    [Theory]
    [InlineData(30, HttpStatusCode.Created)]
    [InlineData(40, HttpStatusCode.BadRequest)]
    [InlineData(100_000, HttpStatusCode.BadRequest)]
    public async Task Json_nests_no_deeper_than_32(int depth, HttpStatusCode status)
    {
        using var alice = await api.CreateUserAsync();
        var body = $$"""{"title":"Deep","more":{{new string('[', depth)}}{{new string(']', depth)}}}""";
        using var response = await alice.Http.PostAsync(Routes.Sessions, new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task A_form_has_64_parts_at_most()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var parts = Enumerable.Range(0, 100).Select(i => Uploads.Field($"field{i}", "x"));
        await alice.Http.PostFormAsync(
            Routes.Upload, [.. parts, Uploads.Field("sessionId", session.Id), Uploads.File("file", Uploads.UniqueJpeg())])
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Headers_beyond_32_KB_are_refused()
    {
        using var http = api.CreateClient();
        http.DefaultRequestHeaders.Add("X-Long", new string('x', 40_000));
        using var response = await http.GetAsync(Routes.Engines);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Without_redis_only_what_needs_it_fails()
    {
        await using var system = await LocalSystem.StartAsync(apis: 1, workers: 0);
        system.Redis.Kill();
        using var http = system.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/openapi/v1.json")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/alive")).StatusCode);
        using var login = await http.PostAsync(
            Routes.Login, new StringContent("""{"login":"a","password":"b"}""", Encoding.UTF8, "application/json"));
        await login.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(login.Headers.RetryAfter);
    }

    /// <summary>A good JPEG with something behind its end.</summary>
    private static byte[] Padded(int length)
    {
        var jpeg = Uploads.UniqueJpeg();
        return [.. jpeg, .. new byte[length - jpeg.Length]];
    }

    public sealed class Fixture() : SystemFixture(apis: 2, workers: 0, ("Images__BytesPerUser", $"{Bytes}"))
    {
        public const int Bytes = 90_000;
    }
}
