using System.Text.Json;
using System.Text.Json.Serialization;

namespace NanoBanana.Core.Engines.OpenAI;

/// <summary>The body that asks for a picture from words alone.</summary>
internal sealed record OpenAIGeneration(string Model, string Prompt, int N, string Size, string OutputFormat, string? Quality);

/// <summary>What comes back, good or bad.</summary>
internal sealed record OpenAIAnswer(IReadOnlyList<OpenAIPicture>? Data, OpenAIUsage? Usage, OpenAIError? Error);

internal sealed record OpenAIPicture(ReadOnlyMemory<byte>? B64Json);

internal sealed record OpenAIUsage(long? InputTokens, long? OutputTokens, long? TotalTokens);

internal sealed record OpenAIError(string? Message, string? Type, string? Code);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OpenAIGeneration))]
[JsonSerializable(typeof(OpenAIAnswer))]
internal sealed partial class OpenAIJson : JsonSerializerContext;
