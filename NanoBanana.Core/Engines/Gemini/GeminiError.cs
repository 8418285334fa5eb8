using System.Text.Json.Serialization;
using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.Gemini;

/// <summary>The body of every status that is not 200.</summary>
internal sealed class GeminiFailure
{
    public GeminiError? Error { get; set; }
}

internal sealed class GeminiError
{
    /// <summary>The HTTP status once more; some gateways have it only here.</summary>
    [JsonConverter(typeof(LooseTextConverter))]
    public string? Code { get; set; }

    public string? Message { get; set; }

    public string? Status { get; set; }

    public IReadOnlyList<GeminiErrorDetail>? Details { get; set; }
}

/// <summary>One of several kinds; each fills its own fields.</summary>
internal sealed class GeminiErrorDetail
{
    [JsonPropertyName("@type")]
    public string? Type { get; set; }

    /// <summary>Of an ErrorInfo.</summary>
    public string? Reason { get; set; }

    /// <summary>Of a RetryInfo: seconds, with an <c>s</c> behind.</summary>
    public string? RetryDelay { get; set; }

    /// <summary>Of a QuotaFailure.</summary>
    public IReadOnlyList<GeminiViolation>? Violations { get; set; }
}

internal sealed class GeminiViolation
{
    public string? QuotaId { get; set; }
}
