using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NanoBanana.Api.Errors;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Errors;

/// <summary>The field of a 400 is read from data, not from the words of an exception.</summary>
public sealed class BadParameterTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("/api/sessions?limit=ten", "limit")]
    [InlineData("/api/sessions?limit=99999999999", "limit")]
    [InlineData("/api/images?after=yesterday", "after")]
    [InlineData("/api/images?limit=5&before=tomorrow", "before")]
    public async Task A_bad_query_names_its_parameter(string path, string field)
    {
        using var alice = await api.CreateUserAsync();
        await alice.Http.GetAsync(path).ShouldBeProblemAsync(HttpStatusCode.BadRequest, field);
    }

    [Theory]
    [InlineData("""{"text":5}""", "text")]
    [InlineData("""{"text":"a","imageIds":["b",{}]}""", "imageIds")]
    [InlineData("""{"text":"a" """, "body")]
    [InlineData("", "body")]
    public async Task A_bad_body_names_its_field(string body, string field)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        await alice.Http.PostAsync(Routes.SessionMessages(session.Id), content).ShouldBeProblemAsync(HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task The_words_of_the_exception_do_not_matter()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.Urls.Add("http://127.0.0.1:0");
        string? found = null;
        app.MapGet("/", (int limit, string? word) => Results.Ok()).AddEndpointFilter(async (context, _) =>
        {
            found = BadParameter.Find(context.HttpContext);
            return await ValueTask.FromResult(Results.Ok());
        });
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new(app.Urls.First()) };
        (await http.GetAsync("/?limit=ten&word=x")).Dispose();
        Assert.Equal("limit", found);
    }
}
