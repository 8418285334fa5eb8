using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NanoBanana.Contracts.Client;

namespace NanoBanana.Tests.Fixtures;

/// <summary>What every failure looks like.</summary>
internal static class Problems
{
    /// <summary>Fails unless the answer is a complete problem document of this status (and about this field).</summary>
    public static async Task<JsonElement> ShouldBeProblemAsync(
        this HttpResponseMessage response, HttpStatusCode status, string? field = null)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} instead of {(int)status}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonElement.Parse(body);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("type").GetString()!);
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
        if (field is not null)
        {
            Assert.NotEqual(0, problem.GetProperty("errors").GetProperty(field).GetArrayLength());
        }
        return problem;
    }

    public static async Task<JsonElement> ShouldBeProblemAsync(
        this Task<HttpResponseMessage> sending, HttpStatusCode status, string? field = null)
    {
        using var response = await sending;
        return await response.ShouldBeProblemAsync(status, field);
    }

    /// <summary>Fails unless the call is refused with this status (and blames this field).</summary>
    public static async Task<ApiException> ShouldFailAsync(this Task call, HttpStatusCode status, string? field = null)
    {
        var failure = await Assert.ThrowsAsync<ApiException>(() => call);
        Assert.True(status == failure.Status, $"{(int)failure.Status} instead of {(int)status}: {failure.Message}");
        if (field is not null)
        {
            Assert.Contains(field, failure.Errors.Keys);
        }
        return failure;
    }

    public static async Task<JsonElement> ReadJsonAsync(this HttpResponseMessage response) =>
        await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
}
