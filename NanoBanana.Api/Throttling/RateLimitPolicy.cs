using NanoBanana.Core.Throttling;

namespace NanoBanana.Api.Throttling;

/// <summary>Marks an endpoint that is counted by a rate of its own, besides all requests.</summary>
/// <param name="Rate">Which.</param>
/// <param name="PerAddress">For the address, even when the caller is signed in; otherwise for the user.</param>
internal sealed record RateLimitPolicy(Func<LimitOptions, RateLimit> Rate, bool PerAddress)
{
    public static readonly RateLimitPolicy Uploads = new(limits => limits.Uploads, PerAddress: false);

    public static readonly RateLimitPolicy PasswordResets = new(limits => limits.PasswordResets, PerAddress: true);

    public static readonly RateLimitPolicy Guests = new(limits => limits.Guests, PerAddress: true);

    public static readonly RateLimitPolicy Registrations = new(limits => limits.Registrations, PerAddress: true);
}
