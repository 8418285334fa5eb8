using System.Net;
using Microsoft.AspNetCore.Http;
using NanoBanana.Contracts.Client;

namespace NanoBanana.Tests.Client;

/// <summary>What the typed client makes of failures, also of those that the API never sent.</summary>
[Trait("Kind", "Unit")]
public sealed class ApiExceptionTests
{
    [Fact]
    public async Task A_problem_is_read_whole()
    {
        var failure = await AskAsync(503, "application/problem+json", "7",
            """{"type":"about:blank","title":"Unavailable","detail":"Ask again.","status":"""
            + """503,"code":"redis","errors":{"name":["Too long."]},"traceId":"x"}""");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unavailable", "Ask again.", "redis", TimeSpan.FromSeconds(7)),
            (failure.Status, failure.Title, failure.Detail, failure.Code, failure.RetryAfter));
        Assert.Equal(["Too long."], failure.Errors["name"]);
        Assert.Equal("Ask again.", failure.Message);
    }

    [Theory]
    [InlineData("text/html", "<html>Bad gateway</html>")]
    [InlineData("application/problem+json", "{\"title\":")]
    [InlineData("application/json", "[]")]
    [InlineData("application/problem+json", "")]
    public async Task An_answer_that_is_no_problem_document_still_has_its_status(string type, string body)
    {
        var failure = await AskAsync(502, type, retryAfter: null, body);
        Assert.Equal((HttpStatusCode.BadGateway, "Bad Gateway", null), (failure.Status, failure.Title, failure.RetryAfter));
        Assert.Empty(failure.Errors);
        Assert.NotEmpty(failure.Message);
    }

    private static async Task<ApiException> AskAsync(int status, string type, string? retryAfter, string body)
    {
        await using var server = await ScriptedServer.StartAsync(answer: context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            context.Response.Headers.RetryAfter = retryAfter;
            return context.Response.WriteAsync(body);
        });
        using var http = new HttpClient { BaseAddress = server.Address };
        return await Assert.ThrowsAsync<ApiException>(() => new NanoBananaClient(http, _ => default).GetMeAsync());
    }
}
