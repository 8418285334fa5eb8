using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>
/// Gemini and OpenAI on a loopback port: their wire formats, strictly, their refusals and their faults, and real pictures for answers.
/// <see cref="Settings"/> points services at it; see <see cref="ProviderModes"/> for how a prompt chooses what happens.
/// </summary>
internal sealed class ProviderServer : IAsyncDisposable
{
    public const string GeminiKey = "AIzaLocal-5v6kQm0Zx2c9wT1bYpR8nE4uJ7s";
    public const string OpenAIKey = "sk-local-9fK2mX7qLw4Zt8Rb3Vn6Yc1Hd5Gs0Pj";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ProviderCall> _calls = new();
    private readonly ConcurrentQueue<string> _refusals = new();

    private ProviderServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public ProviderModes Modes { get; } = new();

    /// <summary>The requests that were understood, oldest first.</summary>
    public IReadOnlyList<ProviderCall> Calls => [.. _calls];

    /// <summary>Why requests were not understood.</summary>
    public IReadOnlyList<string> Refusals => [.. _refusals];

    /// <summary>Environment variables for services that shall use it.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["GEMINI_API_KEY"] = GeminiKey,
        ["GEMINI_BASE_URL"] = Address.ToString(),
        ["OPENAI_API_KEY"] = OpenAIKey,
        ["OPENAI_BASE_URL"] = new Uri(Address, "v1").ToString(),
    };

    /// <summary>The address of something that speaks like Gemini and still serves a model that Google ended.</summary>
    public (string Key, string? Value) GeminiGateway => ("GEMINI_BASE_URL", new Uri(Address, "gateway").ToString());

    public static async Task<ProviderServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 256 << 20);
        builder.Services.Configure<FormOptions>(forms => forms.MultipartBodyLengthLimit = 256 << 20);
        var app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{FreePort.Next()}");
        var server = new ProviderServer(app);
        app.MapPost("/v1beta/models/{model}:generateContent", (HttpContext context, string model) =>
            GeminiEndpoint.AnswerAsync(server, context, model, isGateway: false));
        app.MapPost("/gateway/v1beta/models/{model}:generateContent", (HttpContext context, string model) =>
            GeminiEndpoint.AnswerAsync(server, context, model, isGateway: true));
        app.MapPost("/v1/images/generations", context => OpenAIEndpoint.GenerateAsync(server, context));
        app.MapPost("/v1/images/edits", context => OpenAIEndpoint.EditAsync(server, context));
        app.MapFallback(context =>
        {
            server.RecordRefusal(context.Request.Path);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        await app.StartAsync();
        return server;
    }

    /// <summary>The requests whose prompt has these words.</summary>
    public IReadOnlyList<ProviderCall> CallsWith(string words) =>
        [.. _calls.Where(call => call.Prompt.Contains(words, StringComparison.Ordinal))];

    public void Record(ProviderCall call) => _calls.Enqueue(call);

    public void RecordRefusal(string why) => _refusals.Enqueue(why);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(0);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
