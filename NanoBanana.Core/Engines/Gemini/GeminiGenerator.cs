using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.Gemini;

/// <summary>Nano Banana itself: Google's picture models through <c>generateContent</c>.</summary>
internal sealed partial class GeminiGenerator : IImageGenerator
{
    public const string Id = "gemini";

    private const int MaxRepeats = 2;

    private readonly IHttpClientFactory _clients;
    private readonly GeminiOptions _options;
    private readonly ILogger _logger;
    private readonly EngineCapabilities _capabilities;
    private readonly RemoteProblems _problems;
    private readonly GeminiRequests _requests;
    private readonly GeminiAnswers _answers;
    private readonly GeminiFailures _failures;

    public GeminiGenerator(
        IHttpClientFactory clients, IOptions<GeminiOptions> options, RemoteInputs inputs, TimeProvider time,
        ILogger<GeminiGenerator> logger)
    {
        (_clients, _options, _logger) = (clients, options.Value, logger);
        var model = GeminiModel.Of(_options);
        _capabilities = new("Nano Banana (Gemini)", _options.Model, _options.Key is not null, TextToImage: true, Mask: true,
            model.MaxInputs, Contracts.Limits.VariantsMax,
            ["Make the sky a warm sunset", "Remove the people in the background", "Put the cup of the second picture on the table"])
        {
            IsRemote = true,
            IsGenerative = true,
            Units = _options.Units ?? model.UnitsFor(_options.ImageSize),
            UnitsByWish = (prompt, asked) => _options.Units ?? model.UnitsFor(asked?.Size ?? model.SizeFor(prompt, _options)),
            AspectRatios = model.AspectRatios,
            Sizes = model.ImageSizes,
            Seed = true,
        };
        _problems = new("Gemini", _options);
        _requests = new(_options, inputs, _problems);
        _failures = new(_problems, time);
        _answers = new(_problems, _failures);
    }

    public async Task<ImageGenerationResponse> GenerateAsync(
        ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var key = _options.Key ?? throw _problems.NotSetUp();
        var body = await _requests.WriteAsync(request, EngineInputs.From(options), cancellationToken);
        for (var repeats = 0; ; repeats++)
        {
            var answer = await RemoteCall.RunAsync(_problems, _options.Timeout, token => SendAsync(body, key, token), cancellationToken);
            if (_answers.Read(answer, mayPass: repeats < MaxRepeats) is { } picture)
            {
                return picture;
            }

            AskingAgain(repeats + 1, MaxRepeats);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EngineCapabilities) ? _capabilities
        : serviceType == typeof(ImageGeneratorMetadata) ? new ImageGeneratorMetadata("gemini", _options.Address, _options.Model)
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
    }

    private async Task<byte[]> SendAsync(byte[] body, string key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _options.Address);
        request.Headers.Add("x-goog-api-key", key);
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await _clients.CreateClient(Id).SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var answer = await RemoteCall.ReadAsync(stream, _options.MaxAnswerBytes, _problems, cancellationToken);
        return response.StatusCode == HttpStatusCode.OK
            ? answer
            : throw _failures.Explain(response.StatusCode, response.Headers.RetryAfter?.ToString(), answer);
    }

    [LoggerMessage(
        LogLevel.Information, "Gemini gave no picture; asking again ({Repeat} of {Repeats})", EventName = "gemini-generator.asking-again")]
    private partial void AskingAgain(int repeat, int repeats);
}
