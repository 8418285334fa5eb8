using System.Net;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Operations;

/// <summary>What the web app serves to every browser.</summary>
public sealed class WebAppTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Blazors_script_is_the_one_of_the_framework()
    {
        using var http = new HttpClient { BaseAddress = web.Web.Address };
        using var answer = await http.GetAsync("/_framework/blazor.web.js");
        Assert.Equal((HttpStatusCode.OK, "text/javascript"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        // The event that .NET 10 brought, on which the connection's line relies.
        Assert.Contains("components-reconnect-state-changed", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/nothing/at/all")]
    [InlineData("/api/images/x/content")]
    public async Task No_answer_can_be_framed_embedded_or_names_the_server(string path)
    {
        using var http = new HttpClient { BaseAddress = web.Web.Address };
        using var answer = await http.GetAsync(path);
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }
}
