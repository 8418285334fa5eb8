using System.Net;
using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.OpenAI;

/// <summary>From a status that is not 200 to what the one who asked is told, and whether it may be tried again.</summary>
internal sealed class OpenAIFailures(RemoteProblems problems, TimeProvider time)
{
    /// <summary>Of an error that came with status 200: its own code counts.</summary>
    public EngineException Explain(OpenAIError error, string? retryAfter) => Explain(StatusOf(error), retryAfter, error);

    public EngineException Explain(HttpStatusCode status, string? retryAfter, OpenAIError? error)
    {
        var wait = RemoteAnswer.RetryAfter(retryAfter, time);
        return (status, error?.Code) switch
        {
            (_, "moderation_blocked" or "content_policy_violation") => problems.Blocked(error!.Message ?? "its rules forbid it"),
            (_, "insufficient_quota" or "billing_hard_limit_reached") => problems.QuotaDay(),
            (_, "model_not_found") => problems.NoModel(),
            (HttpStatusCode.TooManyRequests, _) => IsPerDay(error) ? problems.QuotaDay() : problems.QuotaMinute(wait),
            (HttpStatusCode.Unauthorized, _) => problems.BadKey(),
            (HttpStatusCode.Forbidden, _) => error?.Message is { } said ? problems.NotOffered(said) : problems.BadKey(),
            (HttpStatusCode.NotFound, _) => problems.NoModel(),
            (HttpStatusCode.BadRequest, _) when IsTransparency(error) => problems.NoTransparency(),
            (HttpStatusCode.BadRequest, _) => problems.Refused(error?.Message),
            (HttpStatusCode.RequestEntityTooLarge, _) => problems.InputTooLarge(),
            (HttpStatusCode.InternalServerError or HttpStatusCode.ServiceUnavailable, _) => problems.Failing(status, wait),
            (HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout, _) => problems.TimedOut(),
            _ => problems.Unexpected(status),
        };
    }

    private static HttpStatusCode StatusOf(OpenAIError error) => ErrorCode.StatusOf(error.Code) ?? (error.Code, error.Type) switch
    {
        ("rate_limit_exceeded", _) => HttpStatusCode.TooManyRequests,
        ("invalid_api_key", _) => HttpStatusCode.Unauthorized,
        (_, "server_error") => HttpStatusCode.InternalServerError,
        (_, "invalid_request_error" or "image_generation_user_error") => HttpStatusCode.BadRequest,
        _ => HttpStatusCode.BadGateway,
    };

    // Of gateways that do not pass it on for a model that has it.
    private static bool IsTransparency(OpenAIError? error) =>
        error?.Message?.Contains("transparent background", StringComparison.OrdinalIgnoreCase) == true;

    // Only the sentence tells which of the limits was reached.
    private static bool IsPerDay(OpenAIError? error) =>
        error?.Message is { } said
            && (said.Contains("per day", StringComparison.OrdinalIgnoreCase) || said.Contains("(RPD)", StringComparison.Ordinal));
}
