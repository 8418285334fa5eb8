using NanoBanana.Api.Requests;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Core.Accounts;

namespace NanoBanana.Api.Accounts;

/// <summary>Gives devices their tokens.</summary>
internal sealed class SignIn(DeviceStore devices, AccessTokens accessTokens)
{
    public async Task<Tokens> NewDeviceAsync(UserRow user, HttpContext context)
    {
        var (deviceId, refreshToken) = await devices.AddAsync(user.Id, context.Request.Headers.UserAgent, context.Address());
        return Tokens(user, deviceId, refreshToken);
    }

    public Tokens Tokens(UserRow user, string deviceId, string refreshToken)
    {
        var (token, expiresAt) = accessTokens.Create(user, deviceId);
        return new(user.ToContract(), token, expiresAt, refreshToken);
    }
}
