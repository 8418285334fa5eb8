using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Sharing;
using NanoBanana.Core.Throttling;

namespace NanoBanana.Api.Sharing;

/// <summary>With whom a session can be shared, and how often.</summary>
internal sealed class ShareRule(UserStore users, BlockStore blocks, RateLimiter limiter, IOptions<LimitOptions> limits)
{
    /// <summary>Finds somebody by user name. No e-mail address is verified, so none finds anybody.</summary>
    public async Task<UserId?> FindAsync(string login) =>
        !login.Contains('@') && await users.FindByLoginAsync(login) is { } user ? user.Id : null;

    /// <summary>Whether the user has blocked the caller, who is told no more than that there is nobody of that name.</summary>
    public Task<bool> IsBlockedAsync(UserId callerId, UserId userId) => blocks.HasBlockedAsync(userId, callerId);

    /// <summary>Counts that one user is added by another.</summary>
    /// <returns>Why not now; null when they may.</returns>
    public async Task<ProblemHttpResult?> CountAsync(UserId callerId, UserId userId, HttpContext context)
    {
        var verdict = await limiter.AdmitAsync(callerId, limits.Value.Sharing);
        if (verdict.IsAdmitted)
        {
            verdict = await limiter.AdmitAsync(userId, limits.Value.Shared);
        }

        if (verdict.IsAdmitted)
        {
            return null;
        }

        context.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, verdict.Wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(
            statusCode: StatusCodes.Status429TooManyRequests,
            detail: "Too many people were added today. Send an invitation link instead, or wait.");
    }
}
