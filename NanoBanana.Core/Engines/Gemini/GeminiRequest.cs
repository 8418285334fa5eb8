using System.Text.Json.Serialization;
using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.Gemini;

/// <summary>The body of <c>generateContent</c>.</summary>
internal sealed record GeminiRequest(IReadOnlyList<GeminiContent> Contents, GeminiGenerationConfig GenerationConfig);

internal sealed record GeminiGenerationConfig(IReadOnlyList<string> ResponseModalities, GeminiImageConfig? ImageConfig, int? Seed);

internal sealed record GeminiImageConfig(string? AspectRatio, string? ImageSize);

/// <summary>One turn, of a request or of an answer.</summary>
internal sealed class GeminiContent
{
    public string? Role { get; set; }

    public IReadOnlyList<GeminiPart>? Parts { get; set; }
}

/// <summary>Words or a picture.</summary>
internal sealed class GeminiPart
{
    public string? Text { get; set; }

    public GeminiBlob? InlineData { get; set; }

    /// <summary>The model thinks aloud: what it says or draws here is not its answer.</summary>
    public bool? Thought { get; set; }
}

/// <summary>Bytes, Base64 on the wire.</summary>
internal sealed class GeminiBlob
{
    public string? MimeType { get; set; }

    [JsonConverter(typeof(LooseBase64Converter))]
    public ReadOnlyMemory<byte> Data { get; set; }
}
