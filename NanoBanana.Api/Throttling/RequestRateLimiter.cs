using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Requests;
using NanoBanana.Core.Throttling;

namespace NanoBanana.Api.Throttling;

/// <summary>
/// Counts every request once: one with a good token for its user, together with the check of the device, and every other one for its
/// address. People behind one address do not take each other's share once they are signed in.
/// </summary>
internal sealed class RequestRateLimiter(RateLimiter limiter, UserRates users, IOptions<LimitOptions> limits)
{
    private readonly RateLimit _user = limits.Value.User;
    private readonly RateLimit _address = limits.Value.Address;

    /// <summary>Counts a request with a good token.</summary>
    /// <returns>False when the device is not signed in any more.</returns>
    public async ValueTask<bool> CountAsync(HttpContext context, CurrentUser user)
    {
        var own = Own(context, perAddress: false);
        var verdict = await (IsFree(context) ? new(limiter.AdmitAsync(user.Id, user.DeviceId, []))
            : own.Count == 0 ? users.AdmitAsync(user.Id, user.DeviceId, _user)
            : new(limiter.AdmitAsync(user.Id, user.DeviceId, [_user, .. own])));
        context.Features.Set(verdict);
        return verdict is not null;
    }

    /// <summary>The verdict of the user, or that of the address when nobody is signed in; null when the request is not counted.</summary>
    public ValueTask<RateLimitResult?> JudgeAsync(HttpContext context)
    {
        var user = context.Features.Get<RateLimitResult>();
        if (IsFree(context) || user is { IsAdmitted: false })
        {
            return new(user);
        }

        var own = Own(context, perAddress: true);
        return user is not null && own.Count == 0 ? new(user)
            : new(limiter.AdmitAsync(context.AddressGroup(), user is null ? [_address, .. own] : own));
    }

    /// <summary>Health is asked for by platforms, and they must always get an answer.</summary>
    private static bool IsFree(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null;

    private List<RateLimit> Own(HttpContext context, bool perAddress) =>
        context.GetEndpoint()?.Metadata.GetOrderedMetadata<RateLimitPolicy>() is { Count: > 0 } counted
            ? [.. counted.Where(rate => rate.PerAddress == perAddress).Select(rate => rate.Rate(limits.Value))] : [];
}
