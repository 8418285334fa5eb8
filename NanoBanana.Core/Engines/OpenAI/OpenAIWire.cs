using System.Text.Json;
using System.Text.Json.Serialization;
using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.OpenAI;

/// <summary>The body that asks for a picture from words alone.</summary>
internal sealed record OpenAIGeneration
{
    public required string Model { get; init; }

    public required string Prompt { get; init; }

    public required string Size { get; init; }

    public int N { get; init; } = 1;

    public string OutputFormat { get; init; } = OpenAIWire.OutputFormat;

    public string? Quality { get; init; }

    public string? Background { get; init; }
}

/// <summary>Words of the wire format.</summary>
internal static class OpenAIWire
{
    /// <summary>It has room for transparency, which JPEG has not.</summary>
    public const string OutputFormat = "png";

    /// <returns>Null leaves it to the model.</returns>
    public static string? Background(bool isTransparent) => isTransparent ? "transparent" : null;
}

/// <summary>What comes back, good or bad.</summary>
internal sealed record OpenAIAnswer(IReadOnlyList<OpenAIPicture>? Data, OpenAIUsage? Usage, OpenAIError? Error);

internal sealed record OpenAIPicture([property: JsonConverter(typeof(LooseBase64Converter))] ReadOnlyMemory<byte>? B64Json);

internal sealed record OpenAIUsage(long? InputTokens, long? OutputTokens, long? TotalTokens);

/// <summary>Why there is no picture; some gateways write the HTTP status as its code.</summary>
internal sealed record OpenAIError(string? Message, string? Type, [property: JsonConverter(typeof(LooseTextConverter))] string? Code);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OpenAIGeneration))]
[JsonSerializable(typeof(OpenAIAnswer))]
internal sealed partial class OpenAIJson : JsonSerializerContext;
