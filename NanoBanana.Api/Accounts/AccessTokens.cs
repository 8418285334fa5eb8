using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NanoBanana.Core.Accounts;

namespace NanoBanana.Api.Accounts;

/// <summary>Makes access tokens: JWTs signed with HMAC-SHA256 that name the user and the device.</summary>
internal sealed class AccessTokens(
    SigningKeys keys, IOptions<JwtOptions> jwt, IOptions<AccountOptions> accounts, TimeProvider time)
{
    public const string DeviceClaim = "device";
    public const string GuestClaim = "guest";
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public AccessToken Create(UserRow user, DeviceId deviceId)
    {
        var now = time.GetUtcNow();
        var expiresAt = now + accounts.Value.AccessTokenLifetime;
        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = jwt.Value.Issuer,
            Audience = jwt.Value.Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expiresAt.UtcDateTime,
            SigningCredentials = new(keys.Tokens, SecurityAlgorithms.HmacSha256),
            Subject = new ClaimsIdentity(
            [
                new(JwtRegisteredClaimNames.Sub, user.Id),
                new(JwtRegisteredClaimNames.Name, user.Username),
                new(DeviceClaim, deviceId),
                .. user.IsGuest ? (Claim[])[new(GuestClaim, "true", ClaimValueTypes.Boolean)] : [],
            ]),
        });
        return new(token, expiresAt);
    }
}

/// <summary>A signed access token, and when it ends.</summary>
internal readonly record struct AccessToken(string Token, DateTimeOffset ExpiresAt);
