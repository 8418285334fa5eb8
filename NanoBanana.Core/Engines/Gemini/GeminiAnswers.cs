using System.Text.Json;
using Microsoft.Extensions.AI;
using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.Gemini;

/// <summary>From an answer of status 200 to a picture, or to why there is none.</summary>
internal sealed class GeminiAnswers(RemoteProblems problems, GeminiFailures failures)
{
    /// <param name="mayPass">Whether asking once more may bring a picture; only looked at when there is none.</param>
    /// <returns>Null when there is no picture and asking again may help.</returns>
    /// <exception cref="EngineException">There is no picture, and the exception says why.</exception>
    public ImageGenerationResponse? Read(byte[] body, bool mayPass)
    {
        var answer = Parse(body);
        if (answer.Error is { } error)
        {
            throw failures.Explain(error);
        }

        if (answer.PromptFeedback?.BlockReason is { Length: > 0 } block and not "BLOCK_REASON_UNSPECIFIED")
        {
            throw problems.Blocked(With(GeminiReasons.OfBlock(block), answer.PromptFeedback.BlockReasonMessage));
        }

        var candidates = answer.Candidates ?? [];
        foreach (var candidate in candidates)
        {
            if (GeminiReasons.OfFinish(candidate.FinishReason) is { } reason)
            {
                throw problems.Blocked(With(reason, candidate.FinishMessage));
            }
        }

        var parts = candidates.SelectMany(candidate => candidate.Content?.Parts ?? []).Where(part => part.Thought is not true).ToArray();
        if (parts.LastOrDefault(part => part.InlineData?.Data.Length > 0) is { } picture)
        {
            // A model that shows its steps ends with the result.
            return new([RemoteAnswer.Picture(picture.InlineData!.Data, problems)]) { Usage = Usage(answer.UsageMetadata) };
        }

        return mayPass && candidates.All(candidate => GeminiReasons.MayPass(candidate.FinishReason))
            ? null
            : throw problems.NoImage(
                string.Join(' ', parts.Select(part => part.Text).Append(candidates.Select(c => c.FinishMessage).FirstOrDefault())));
    }

    private static string With(string reason, string? message) =>
        string.IsNullOrWhiteSpace(message) ? reason : $"{reason} ({message.Trim().TrimEnd('.')})";

    private GeminiAnswer Parse(byte[] body)
    {
        try
        {
            return GeminiReader.Read<GeminiAnswer>(body) ?? throw problems.Nonsense("it is empty");
        }
        catch (JsonException bad)
        {
            throw problems.Nonsense("it is not what was agreed", bad);
        }
    }

    private static UsageDetails? Usage(GeminiUsage? usage) => usage is null ? null : new()
    {
        InputTokenCount = usage.PromptTokenCount,
        OutputTokenCount = usage.CandidatesTokenCount,
        TotalTokenCount = usage.TotalTokenCount,
    };
}
