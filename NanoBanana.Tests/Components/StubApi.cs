using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using NanoBanana.Contracts;

namespace NanoBanana.Tests.Components;

/// <summary>Answers requests to the API as told, and keeps what was asked.</summary>
internal sealed class StubApi : HttpMessageHandler
{
    private readonly Dictionary<string, Func<HttpResponseMessage>> _answers = [];
    private readonly Dictionary<string, Action> _meanwhile = [];

    /// <summary>Such as <c>DELETE /api/edits/1</c>, with the query.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>What was sent along, by what was asked last.</summary>
    public Dictionary<string, string> Sent { get; } = [];

    /// <param name="request">Such as <c>GET /api/engines</c>, without a query.</param>
    /// <param name="answer">One of the contracts.</param>
    public StubApi Answer<T>(string request, T answer)
        where T : class
    {
        var type = ContractJson.Default.GetTypeInfo(typeof(T))
            ?? throw new ArgumentException($"{typeof(T)} is no contract.", nameof(answer));
        _answers[request] = () => new(HttpStatusCode.OK) { Content = JsonContent.Create(answer, type) };
        return this;
    }

    public StubApi Answer(string request, HttpStatusCode status, string? code = null)
    {
        _answers[request] = () => new(status)
        {
            Content = new StringContent(
                code is null ? "{}" : $$"""{"code":"{{code}}"}""", new MediaTypeHeaderValue("application/problem+json")),
        };
        return this;
    }

    /// <summary>Something that happens while the answer is on its way.</summary>
    public StubApi Meanwhile(string request, Action happens)
    {
        _meanwhile[request] = happens;
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var known = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        Asked.Add(known + request.RequestUri.Query);
        Sent[known] = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        if (!_answers.TryGetValue(known, out var answer))
        {
            throw new InvalidOperationException($"No answer is known to {known}.");
        }

        _meanwhile.GetValueOrDefault(known)?.Invoke();
        return answer();
    }
}
