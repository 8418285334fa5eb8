using System.Globalization;
using System.Net;
using System.Text.Json;
using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines.Gemini;

/// <summary>From a status that is not 200 to what the one who asked is told, and whether it may be tried again.</summary>
internal sealed class GeminiFailures(RemoteProblems problems, TimeProvider time)
{
    public EngineException Explain(HttpStatusCode status, string? retryAfter, byte[] body) => Explain(status, retryAfter, Parse(body));

    /// <summary>Of an error that came with status 200: its own code counts.</summary>
    public EngineException Explain(GeminiError error) => Explain(StatusOf(error), null, error);

    private EngineException Explain(HttpStatusCode status, string? retryAfter, GeminiError? error)
    {
        var wait = RetryDelay(error) ?? RemoteAnswer.RetryAfter(retryAfter, time);
        return status switch
        {
            HttpStatusCode.TooManyRequests => IsUsedUp(error) ? problems.QuotaDay() : problems.QuotaMinute(wait),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => problems.BadKey(),
            HttpStatusCode.BadRequest when IsKey(error) => problems.BadKey(),
            HttpStatusCode.BadRequest when error?.Status is "FAILED_PRECONDITION" => problems.NotOffered(error.Message),
            HttpStatusCode.BadRequest => problems.Refused(error?.Message),
            HttpStatusCode.RequestEntityTooLarge => problems.InputTooLarge(),
            HttpStatusCode.NotFound => problems.NoModel(),
            HttpStatusCode.InternalServerError or HttpStatusCode.ServiceUnavailable => problems.Failing(status, wait),
            HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout => problems.TimedOut(),
            _ => problems.Unexpected(status),
        };
    }

    private static HttpStatusCode StatusOf(GeminiError error) => ErrorCode.StatusOf(error.Code) ?? error.Status switch
    {
        "INVALID_ARGUMENT" or "FAILED_PRECONDITION" => HttpStatusCode.BadRequest,
        "UNAUTHENTICATED" => HttpStatusCode.Unauthorized,
        "PERMISSION_DENIED" => HttpStatusCode.Forbidden,
        "NOT_FOUND" => HttpStatusCode.NotFound,
        "RESOURCE_EXHAUSTED" => HttpStatusCode.TooManyRequests,
        "INTERNAL" => HttpStatusCode.InternalServerError,
        "UNAVAILABLE" => HttpStatusCode.ServiceUnavailable,
        "DEADLINE_EXCEEDED" => HttpStatusCode.GatewayTimeout,
        _ => HttpStatusCode.BadGateway,
    };

    private static bool IsKey(GeminiError? error) => Details(error).Any(detail => detail.Reason is "API_KEY_INVALID" or "API_KEY_EXPIRED")
        || error?.Message?.StartsWith("API key", StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsUsedUp(GeminiError? error) => Details(error).SelectMany(detail => detail.Violations ?? [])
        .Any(violation => violation.QuotaId?.Contains("PerDay", StringComparison.OrdinalIgnoreCase) == true);

    private static TimeSpan? RetryDelay(GeminiError? error) =>
        Details(error).Select(detail => detail.RetryDelay).FirstOrDefault(delay => delay is not null) is { } delay && delay.EndsWith('s')
        && double.TryParse(delay[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? RemoteAnswer.Seconds(seconds)
            : null;

    private static IReadOnlyList<GeminiErrorDetail> Details(GeminiError? error) => error?.Details ?? [];

    // What stands between here and Google may answer in a format of its own.
    private static GeminiError? Parse(byte[] body)
    {
        try
        {
            return GeminiReader.Read<GeminiFailure>(body)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
