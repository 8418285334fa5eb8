using NanoBanana.Api.Requests;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Core.Accounts;

namespace NanoBanana.Api.Accounts;

/// <summary>Gives devices their tokens.</summary>
internal sealed class SignIn(DeviceStore devices, AccessTokens accessTokens)
{
    /// <param name="user">As it was when its password was checked.</param>
    /// <returns>Null when the account has another password, is gone or disabled meanwhile.</returns>
    public async Task<Tokens?> NewDeviceAsync(UserRow user, HttpContext context) =>
        await devices.AddAsync(user, context.Request.Headers.UserAgent, context.Address()) is { } device
            ? Tokens(user, device.DeviceId, device.RefreshToken)
            : null;

    public Tokens Tokens(UserRow user, DeviceId deviceId, string refreshToken)
    {
        var (token, expiresAt) = accessTokens.Create(user, deviceId);
        return new(user.ToContract(), token, expiresAt, refreshToken);
    }
}
