namespace NanoBanana.Core.Engines.Gemini;

/// <summary>The answer of <c>generateContent</c>; a refusal is one too.</summary>
internal sealed class GeminiAnswer
{
    public IReadOnlyList<GeminiCandidate>? Candidates { get; set; }

    /// <summary>Why the request itself was refused.</summary>
    public GeminiPromptFeedback? PromptFeedback { get; set; }

    public GeminiUsage? UsageMetadata { get; set; }

    /// <summary>Of gateways that answer a failure with status 200.</summary>
    public GeminiError? Error { get; set; }
}

internal sealed class GeminiCandidate
{
    public GeminiContent? Content { get; set; }

    /// <summary>An open list of words.</summary>
    public string? FinishReason { get; set; }

    public string? FinishMessage { get; set; }
}

internal sealed class GeminiPromptFeedback
{
    public string? BlockReason { get; set; }

    public string? BlockReasonMessage { get; set; }
}

internal sealed class GeminiUsage
{
    public long? PromptTokenCount { get; set; }

    public long? CandidatesTokenCount { get; set; }

    public long? TotalTokenCount { get; set; }
}
