using NanoBanana.Core.Throttling;

namespace NanoBanana.Api.Throttling;

/// <summary>
/// Tells callers how they stand, by the IETF's draft of RateLimit header fields (draft-ietf-httpapi-ratelimit-headers, since -08):
/// <c>RateLimit-Policy: "user";q=1200;w=10</c> and <c>RateLimit: "user";r=1199;t=1</c>.
/// </summary>
internal static class RateHeaders
{
    public static void Write(HttpResponse response, Verdict verdict)
    {
        var policy = string.Join(", ", verdict.Rates.Select(state => $"\"{state.Rate.Name}\";q={state.Rate.Count};w={Seconds(state.Rate.Per)}"));
        var left = string.Join(", ", verdict.Rates.Select(state => $"\"{state.Rate.Name}\";r={state.Left};t={Seconds(state.Reset)}"));
        // At the last moment: the exception handler clears what was set before.
        response.OnStarting(() =>
        {
            response.Headers["RateLimit-Policy"] = policy;
            response.Headers["RateLimit"] = left;
            return Task.CompletedTask;
        });
    }

    public static long Seconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);
}
