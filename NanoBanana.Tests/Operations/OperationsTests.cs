using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Operations;

public sealed class OperationsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task It_says_how_it_is(string path)
    {
        foreach (var service in api.System.Apis.Concat(api.System.Workers))
        {
            using var http = LoopbackClient.Create(service.Address);
            using var response = await http.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task The_api_describes_itself()
    {
        using var http = api.CreateClient();
        var document = await (await http.GetAsync("/openapi/v1.json")).ReadJsonAsync();
        Assert.StartsWith("3.", document.GetProperty("openapi").GetString());
        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToHashSet();
        Assert.Contains(Routes.Register, paths);
        Assert.Contains(Routes.Upload, paths);
    }

    [Fact]
    public async Task It_can_be_tried_in_the_browser()
    {
        using var handler = new SocketsHttpHandler();
        using var http = new HttpClient(handler) { BaseAddress = api.System.Apis[0].Address };
        using var response = await http.GetAsync("/docs");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs")]
    [InlineData("/api/sessions")]
    [InlineData("/nothing")]
    public async Task No_content_may_be_sniffed_for_another_type(string path)
    {
        using var http = api.CreateClient();
        using var response = await http.GetAsync(path);
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task No_other_origin_may_call_from_a_browser()
    {
        using var alice = await api.CreateUserAsync();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, Routes.Sessions)
        {
            Headers = { { "Origin", "https://example.org" }, { "Access-Control-Request-Method", "POST" } },
        };
        using var asked = await alice.Http.SendAsync(preflight);
        using var request = new HttpRequestMessage(HttpMethod.Get, Routes.Sessions) { Headers = { { "Origin", "https://example.org" } } };
        using var answered = await alice.Http.SendAsync(request);
        Assert.False(asked.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(answered.Headers.Contains("Access-Control-Allow-Origin"));
    }
}
