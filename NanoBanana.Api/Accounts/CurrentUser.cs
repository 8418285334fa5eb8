using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;

namespace NanoBanana.Api.Accounts;

/// <summary>The caller, as the access token names them.</summary>
/// <param name="IsGuest">Without a name and a password of its own.</param>
internal sealed record CurrentUser(UserId Id, string Username, DeviceId DeviceId, bool IsGuest = false)
{
    public static CurrentUser? From(ClaimsPrincipal? principal) =>
        principal is Caller caller ? caller.User
        : principal?.Identity?.IsAuthenticated == true
        && principal.FindFirstValue(JwtRegisteredClaimNames.Sub) is { } id
        && principal.FindFirstValue(AccessTokens.DeviceClaim) is { } device
            ? new(
                new(id), principal.FindFirstValue(JwtRegisteredClaimNames.Name) ?? "", new(device),
                principal.HasClaim(AccessTokens.GuestClaim, "true"))
            : null;

    /// <summary>Binds the parameter of a handler; null for an anonymous caller.</summary>
    public static ValueTask<CurrentUser?> BindAsync(HttpContext context) => ValueTask.FromResult(From(context.User));
}
