using System.Net;
using System.Net.Http.Headers;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Errors;

public sealed class ErrorTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"title":5}""")]
    [InlineData("""{"title":"After"} trailing""")]
    [InlineData("""{"title":"\ud800"}""")]
    public async Task Bad_json_is_400(string body)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Before");
        await alice.Http.PutAsync(Routes.Session(session.Id), Json(body)).ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal("Before", (await alice.Api.GetSessionAsync(session.Id)).Title);
    }

    [Fact]
    public async Task Unknown_fields_are_ignored()
    {
        using var alice = await api.CreateUserAsync();
        using var response = await alice.Http.PostAsync(
            Routes.Sessions, Json("""{"title":"Known","colour":"yellow","nested":{"a":[1]}}"""));
        Assert.Equal("Known", (await response.ReadJsonAsync()).GetProperty("title").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_json_body_of_more_than_a_megabyte_is_413(bool lengthIsTold)
    {
        using var alice = await api.CreateUserAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Routes.Sessions)
        {
            Content = Json($$"""{"title":"a","filler":"{{new string('x', Limits.JsonMaxBytes)}}"}"""),
        };
        request.Headers.TransferEncodingChunked = !lengthIsTold;
        await alice.Http.SendAsync(request).ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_json_body_of_just_a_megabyte_is_read()
    {
        using var alice = await api.CreateUserAsync();
        var filler = Limits.JsonMaxBytes - """{"title":"a","filler":""}""".Length;
        using var response = await alice.Http.PostAsync(
            Routes.Sessions, Json($$"""{"title":"a","filler":"{{new string('x', filler)}}"}"""));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task An_address_that_is_not_there_is_404()
    {
        using var alice = await api.CreateUserAsync();
        await alice.Http.GetAsync("/api/nothing").ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await alice.Http.GetAsync("/nothing/at/all").ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_method_that_is_not_there_is_405()
    {
        using var alice = await api.CreateUserAsync();
        await alice.Http.PatchAsync(Routes.Sessions, Json("{}")).ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_field_in_error_is_named_as_the_request_names_it()
    {
        using var http = api.CreateClient();
        var problem = await http.PostAsync(Routes.Register, Json("""{"username":"a","email":"b","password":"c"}"""))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "username");
        Assert.All(
            problem.GetProperty("errors").EnumerateObject(), error => Assert.True(char.IsAsciiLetterLower(error.Name[0]), error.Name));
    }

    [Fact]
    public async Task A_failure_tells_nothing_of_the_inside()
    {
        using var alice = await api.CreateUserAsync();
        using var response = await alice.Http.PostAsync(Routes.Sessions, Json("{"));
        var body = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
        Assert.DoesNotContain("NanoBanana.", body, StringComparison.Ordinal);
    }

    private static StringContent Json(string body) => new(body, new MediaTypeHeaderValue("application/json"));
}
