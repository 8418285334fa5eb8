using System.Text.Json;
using Microsoft.Extensions.AI;
using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.OpenAI;

/// <summary>What is in the bodies that come back.</summary>
internal sealed class OpenAIAnswers(RemoteProblems problems, OpenAIFailures failures)
{
    /// <param name="body">Of an answer of status 200.</param>
    /// <param name="retryAfter">The header that came with it.</param>
    /// <exception cref="EngineException">There is no picture in it. An address of one would not be followed.</exception>
    public ImageGenerationResponse Read(byte[] body, string? retryAfter)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(body, OpenAIJson.Default.OpenAIAnswer);
            if (answer?.Error is { } error)
            {
                throw failures.Explain(error, retryAfter);
            }

            return answer?.Data is [.., { B64Json: { Length: > 0 } picture }]
                ? new([RemoteAnswer.Picture(picture, problems)]) { Usage = Usage(answer.Usage) }
                : throw problems.NoImage(null);
        }
        catch (JsonException bad)
        {
            throw problems.Nonsense("it is not what was agreed", bad);
        }
    }

    /// <summary>
    /// What an answer of another status says; null when what stands between here and OpenAI answered in a format of its own.
    /// </summary>
    public static OpenAIError? Error(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, OpenAIJson.Default.OpenAIAnswer)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static UsageDetails? Usage(OpenAIUsage? usage) => usage is null ? null : new()
    {
        InputTokenCount = usage.InputTokens,
        OutputTokenCount = usage.OutputTokens,
        TotalTokenCount = usage.TotalTokens,
    };
}
