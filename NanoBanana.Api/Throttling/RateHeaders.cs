using NanoBanana.Core.Throttling;

namespace NanoBanana.Api.Throttling;

/// <summary>
/// Tells callers how they stand, by the IETF's draft of RateLimit header fields (draft-ietf-httpapi-ratelimit-headers, since -08):
/// <c>RateLimit-Policy: "user";q=1200;w=10</c> and <c>RateLimit: "user";r=1199;t=1</c>.
/// </summary>
internal static class RateHeaders
{
    public static void Write(HttpResponse response, RateLimitResult verdict) => response.OnStarting(static state =>
    {
        // At the last moment: the exception handler clears what was set before.
        var (headers, rates) = ((IHeaderDictionary, IReadOnlyList<RateLimitState>))state;
        headers["RateLimit-Policy"] = Join(rates, state => $"\"{state.Rate.Name}\";q={state.Rate.Count};w={Seconds(state.Rate.Per)}");
        headers["RateLimit"] = Join(rates, state => $"\"{state.Rate.Name}\";r={state.Left};t={Seconds(state.Reset)}");
        return Task.CompletedTask;
    }, (response.Headers, verdict.Rates));

    public static long Seconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);

    private static string Join(IReadOnlyList<RateLimitState> rates, Func<RateLimitState, string> text) =>
        rates.Count == 1 ? text(rates[0]) : string.Join(", ", rates.Select(text));
}
