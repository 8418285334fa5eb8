using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Requests;
using NanoBanana.Core.Throttling;

namespace NanoBanana.Api.Throttling;

/// <summary>
/// Counts every request once: one with a good token for its user, together with the look at his device, and every other one for its
/// address. People behind one address do not take each other's share once they are signed in.
/// </summary>
internal sealed class RequestCounter(RateLimiter limiter, IOptions<LimitOptions> limits)
{
    /// <summary>Counts a request with a good token.</summary>
    /// <returns>False when the device is not signed in any more.</returns>
    public async Task<bool> CountAsync(HttpContext context, CurrentUser user)
    {
        Rate[] rates = IsFree(context) ? [] : [limits.Value.User, .. Own(context, perAddress: false)];
        var verdict = await limiter.AdmitAsync(user.Id, user.DeviceId, rates);
        context.Features.Set(verdict);
        return verdict is not null;
    }

    /// <summary>The verdict of the user, or that of the address when nobody is signed in; null when the request is not counted.</summary>
    public async Task<Verdict?> JudgeAsync(HttpContext context)
    {
        var user = context.Features.Get<Verdict>();
        if (IsFree(context) || user is { IsAdmitted: false })
        {
            return user;
        }

        Rate[] rates = [.. user is null ? (Rate[])[limits.Value.Address] : [], .. Own(context, perAddress: true)];
        return rates.Length > 0 ? await limiter.AdmitAsync(context.AddressGroup(), rates) : user;
    }

    /// <summary>Health is asked for by platforms, and they must always get an answer.</summary>
    private static bool IsFree(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null;

    private IEnumerable<Rate> Own(HttpContext context, bool perAddress) =>
        context.GetEndpoint()?.Metadata.GetOrderedMetadata<Counted>().Where(counted => counted.PerAddress == perAddress)
            .Select(counted => counted.Rate(limits.Value)) ?? [];
}
