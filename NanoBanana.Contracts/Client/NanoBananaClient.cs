using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.WebUtilities;

namespace NanoBanana.Contracts.Client;

/// <summary>
/// The API, typed: one method a route. Every answer that is not a success throws <see cref="ApiException"/>;
/// no answer at all throws <see cref="HttpRequestException"/>.
/// </summary>
/// <param name="http">Its base address is the API's.</param>
/// <param name="accessToken">Gives a token that is still good, or null for nobody; asked for every request that needs one.</param>
public sealed partial class NanoBananaClient(HttpClient http, Func<CancellationToken, ValueTask<string?>> accessToken)
{
    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), type, cancellationToken);
    }

    private async Task<T> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, cancellationToken);
        return await response.Content.ReadFromJsonAsync(type, cancellationToken)
            ?? throw new ApiException(response.StatusCode, "Empty answer", null);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }
        using (response)
        {
            throw await ProblemDocument.ReadAsync(response, cancellationToken);
        }
    }

    /// <remarks>Disposing the stream disposes the response with it.</remarks>
    private async Task<Stream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var response = await SendAsync(await AuthorizeAsync(request, cancellationToken), cancellationToken);
        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }

    private async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, path);
        using var response = await SendAsync(await AuthorizeAsync(request, cancellationToken), cancellationToken);
    }

    private async Task<HttpRequestMessage> AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (await accessToken(cancellationToken) is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        return request;
    }

    private static HttpRequestMessage With<T>(
        HttpMethod method, string path, T body, JsonTypeInfo<T> type, string? idempotencyKey = null) =>
        Keyed(new(method, path) { Content = JsonContent.Create(body, type) }, idempotencyKey);

    private static HttpRequestMessage Keyed(HttpRequestMessage request, string? idempotencyKey)
    {
        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }
        return request;
    }

    private static string Paged(string path, string? cursor, int? limit, params ReadOnlySpan<(string Name, string? Value)> filters)
    {
        Dictionary<string, string?> query = new() { ["cursor"] = cursor, ["limit"] = limit?.ToString() };
        foreach (var (name, value) in filters)
        {
            query[name] = value;
        }
        return QueryHelpers.AddQueryString(path, query);
    }
}
