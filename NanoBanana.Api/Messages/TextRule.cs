using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Throttling;

namespace NanoBanana.Api.Messages;

/// <summary>
/// How much text a user writes in a day, deleted or not. A message that is changed or deleted leaves what it said in the session's
/// log for a while, which no quota of rows counts.
/// </summary>
internal sealed class TextRule(UserRates rates, IOptions<LimitOptions> limits)
{
    /// <summary>What the row and its event take beside the text.</summary>
    private const int RowBytes = 500;

    private readonly RateLimit _text = limits.Value.Text;

    /// <returns>Why not now; null when the text may be written.</returns>
    public async Task<ProblemHttpResult?> CountAsync(UserId userId, string? text, HttpContext context)
    {
        var verdict = await rates.AdmitAsync(userId, _text, RowBytes + Encoding.UTF8.GetByteCount(text ?? ""));
        if (verdict.IsAdmitted)
        {
            return null;
        }

        context.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, verdict.Wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(
            statusCode: StatusCodes.Status429TooManyRequests, detail: "You have written as much as you may for now. Wait a little.");
    }
}
