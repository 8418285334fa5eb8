using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NanoBanana.Contracts.Client;

/// <summary>An answer of <c>application/problem+json</c> (RFC 9457), as far as a client needs it.</summary>
internal sealed record ProblemDocument(string? Title, string? Detail, string? Code, Dictionary<string, string[]>? Errors)
{
    public static async Task<ApiException> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var problem = await ParseAsync(response.Content, cancellationToken);
        return new(response.StatusCode, problem?.Title ?? response.ReasonPhrase, problem?.Detail)
        {
            Code = problem?.Code,
            Errors = problem?.Errors ?? [],
            RetryAfter = Delay(response.Headers.RetryAfter),
        };
    }

    /// <remarks>A proxy in between answers with a page of its own, or with half of one: then the status has to do.</remarks>
    private static async Task<ProblemDocument?> ParseAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
        {
            return null;
        }
        try
        {
            await using var body = await content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, ProblemJson.Default.ProblemDocument, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or IOException or HttpRequestException)
        {
            return null;
        }
    }

    private static TimeSpan? Delay(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when TimeProvider.System.GetUtcNow() is var now && date > now => date - now,
        { Date: not null } => TimeSpan.Zero,
        _ => null,
    };
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ProblemDocument))]
internal sealed partial class ProblemJson : JsonSerializerContext;
