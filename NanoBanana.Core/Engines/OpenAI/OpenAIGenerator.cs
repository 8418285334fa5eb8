using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Engines.Remote;
using OpenAI;
using OpenAI.Images;
using ImageGenerationOptions = Microsoft.Extensions.AI.ImageGenerationOptions;

namespace NanoBanana.Core.Engines.OpenAI;

/// <summary>OpenAI's picture models, through its SDK.</summary>
internal sealed class OpenAIGenerator : IImageGenerator
{
    public const string Id = "openai";

    private const int MaxInputs = 16;
    private const long PictureBudget = 100_000_000;

    private readonly OpenAIOptions _options;
    private readonly RemoteInputs _inputs;
    private readonly EngineCapabilities _capabilities;
    private readonly RemoteProblems _problems;
    private readonly OpenAIAnswers _answers;
    private readonly OpenAIFailures _failures;
    private readonly ImageClient? _client;

    public OpenAIGenerator(IHttpClientFactory clients, IOptions<OpenAIOptions> options, RemoteInputs inputs, TimeProvider time)
    {
        (_options, _inputs) = (options.Value, inputs);
        var model = OpenAIModel.Of(_options.Model);
        _capabilities = new("OpenAI", _options.Model, _options.Key is not null, TextToImage: true, Mask: true,
            _options.MaxInputs ?? MaxInputs, Contracts.Limits.VariantsMax,
            ["Make it look like a watercolour", "Replace the background with a beach", "A paper boat on a calm lake at dawn"])
        {
            IsRemote = true,
            IsGenerative = true,
            TransparentBackground = _options.TransparentBackground ?? model.TransparentBackground,
            Units = _options.Units ?? model.UnitsFor(_options.Quality),
            UnitsByWish = (_, asked) => _options.Units ?? model.UnitsFor(asked?.Quality ?? _options.Quality),
            AspectRatios = OpenAISize.RatiosOf(model),
            Qualities = [.. model.Prices.Select(price => price.Quality)],
        };
        _problems = new("OpenAI", _options);
        _failures = new(_problems, time);
        _answers = new(_problems, _failures);
        _client = _options.Key is { } key ? CreateClient(clients, key) : null;
    }

    public async Task<ImageGenerationResponse> GenerateAsync(
        ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var client = _client ?? throw _problems.NotSetUp();
        var extra = EngineInputs.From(options);
        if (extra.TransparentBackground && !_capabilities.TransparentBackground)
        {
            throw _problems.NoTransparency();
        }

        var originals = request.OriginalImages?.ToArray() ?? [];
        if (originals.Length == 0)
        {
            using var generation = Generation(request.Prompt ?? "", extra);
            return await AskAsync(call => client.GenerateImagesAsync(generation, call), cancellationToken);
        }

        var pictures = await _inputs.PrepareAsync(originals, _options.MaxInputEdge, PictureBudget, _problems, cancellationToken);
        var mask = _inputs.ReadMask(extra.Mask, cancellationToken)?.Resize(pictures[0].Width, pictures[0].Height).ToAlphaPng();
        using var edit = new OpenAIEdit(_options, request.Prompt ?? "", pictures, mask, extra);
        return await AskAsync(call => client.GenerateImageEditsAsync(edit, edit.ContentType, call), cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EngineCapabilities) ? _capabilities
        : serviceType == typeof(ImageGeneratorMetadata) ? new ImageGeneratorMetadata("openai", new Uri(_options.BaseUrl), _options.Model)
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
    }

    private ImageClient CreateClient(IHttpClientFactory clients, string key) =>
        new(_options.Model, new ApiKeyCredential(key), new OpenAIClientOptions
        {
            Endpoint = new Uri(_options.BaseUrl.TrimEnd('/')),
            Transport = new HttpClientPipelineTransport(clients.CreateClient(Id)),
            // Whether a call may be repeated is decided where it is known what that costs.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        });

    private BinaryContent Generation(string prompt, EngineInputs extra)
    {
        var generation = new OpenAIGeneration
        {
            Model = _options.Model,
            Prompt = prompt,
            Size = OpenAISize.For(OpenAIModel.Of(_options.Model), null, extra.Choices?.AspectRatio, _options.MaxPixels),
            Quality = extra.Choices?.Quality ?? _options.Quality,
            Background = OpenAIWire.Background(extra.TransparentBackground),
        };
        return BinaryContent.Create(new BinaryData(JsonSerializer.SerializeToUtf8Bytes(generation, OpenAIJson.Default.OpenAIGeneration)));
    }

    private async Task<ImageGenerationResponse> AskAsync(Func<RequestOptions, Task<ClientResult>> ask, CancellationToken cancellationToken)
    {
        var (status, retryAfter, body) = await RemoteCall.RunAsync(_problems, _options.Timeout, async token =>
        {
            var call = new RequestOptions
            {
                CancellationToken = token,
                ErrorOptions = ClientErrorBehaviors.NoThrow,
                BufferResponse = false,
            };
            using var response = (await ask(call)).GetRawResponse();
            var body = response.ContentStream is { } stream
                ? await RemoteCall.ReadAsync(stream, _options.MaxAnswerBytes, _problems, token)
                : [];
            return ((HttpStatusCode)response.Status, response.Headers.TryGetValue("retry-after", out var wait) ? wait : null, body);
        }, cancellationToken);

        return status == HttpStatusCode.OK
            ? _answers.Read(body, retryAfter)
            : throw _failures.Explain(status, retryAfter, OpenAIAnswers.Error(body));
    }
}
