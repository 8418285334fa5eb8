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

    [Fact]
    public async Task Every_operation_has_a_summary_and_the_document_an_introduction()
    {
        using var http = api.CreateClient();
        var document = await (await http.GetAsync("/openapi/v1.json")).ReadJsonAsync();
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Name: $"{operation.Name} {path.Name}", operation.Value)))
            .Select(operation =>
                (operation.Name, Summary: operation.Value.TryGetProperty("summary", out var said) ? said.GetString() : null))
            .ToList();
        Assert.True(operations.Count > 50);
        Assert.Empty(operations.Where(operation => operation.Summary is not { Length: > 5 }).Select(operation => operation.Name));
        Assert.Contains("curl", document.GetProperty("info").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_root_leads_to_the_docs()
    {
        using var http = api.CreateClient();
        using var answer = await http.GetAsync("/");
        Assert.Equal((HttpStatusCode.Redirect, "/docs"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Theory]
    [InlineData("/docs/index.html")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api/engines")]
    public async Task No_answer_can_be_framed_or_names_the_server(string path)
    {
        using var http = api.CreateClient();
        using var answer = await http.GetAsync(path);
        Assert.Equal(["DENY"], answer.Headers.GetValues("X-Frame-Options"));
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
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
