using NanoBanana.Contracts.Accounts;

namespace NanoBanana.Contracts.Client;

public sealed partial class NanoBananaClient
{
    /// <summary>Creates an account and signs this device in; 409 when the user name or the e-mail address is taken.</summary>
    public async Task<Tokens> RegisterAsync(RegisterRequest account, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Post, Routes.Register, account, ContractJson.Default.RegisterRequest);
        return await SendAsync(request, ContractJson.Default.Tokens, cancellationToken);
    }

    /// <summary>Makes an account to try with and signs this device in; it is erased after some days unless it is registered.</summary>
    public async Task<Tokens> CreateGuestAsync(CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Routes.Guest);
        return await SendAsync(request, ContractJson.Default.Tokens, cancellationToken);
    }

    /// <summary>Gives the calling guest a name, an e-mail address and a password; all that it made stays. The tokens are new.</summary>
    public async Task<Tokens> RegisterGuestAsync(RegisterRequest account, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Put, Routes.Guest, account, ContractJson.Default.RegisterRequest);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Tokens, cancellationToken);
    }

    /// <summary>Erases the calling guest and all it owns.</summary>
    public async Task DeleteGuestAsync(CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, Routes.Guest);
        using var response = await SendAsync(await AuthorizeAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>Signs this device in; 401 for a wrong login or password, 429 after too many of them.</summary>
    public async Task<Tokens> LoginAsync(LoginRequest login, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Post, Routes.Login, login, ContractJson.Default.LoginRequest);
        return await SendAsync(request, ContractJson.Default.Tokens, cancellationToken);
    }

    /// <summary>Trades a refresh token for new tokens; it is spent with that, and used again (401) it ends the device's sign-in.</summary>
    public async Task<Tokens> RefreshAsync(string refreshToken, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Post, Routes.Refresh, new(refreshToken), ContractJson.Default.RefreshRequest);
        return await SendAsync(request, ContractJson.Default.Tokens, cancellationToken);
    }

    /// <summary>Signs the device out that holds this refresh token.</summary>
    public async Task LogoutAsync(string refreshToken, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Post, Routes.Logout, new(refreshToken), ContractJson.Default.RefreshRequest);
        using var response = await SendAsync(request, cancellationToken);
    }

    /// <summary>The caller's account.</summary>
    public Task<User> GetMeAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Routes.Me, ContractJson.Default.User, cancellationToken);

    /// <summary>Changes the caller's account; 400 when the current password is missing or wrong, 409 when a name is taken.</summary>
    public async Task<User> UpdateMeAsync(UpdateUserRequest change, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Put, Routes.Me, change, ContractJson.Default.UpdateUserRequest);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.User, cancellationToken);
    }

    /// <summary>Erases the caller's account and all it owns; 400 when the password is wrong.</summary>
    public async Task DeleteMeAsync(string password, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Delete, Routes.Me, new(password), ContractJson.Default.DeleteUserRequest);
        using var response = await SendAsync(await AuthorizeAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>The caller's usage and limits.</summary>
    public Task<Usage> GetUsageAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Routes.Usage, ContractJson.Default.Usage, cancellationToken);

    /// <summary>A zip with everything that the caller's account holds; the caller disposes the stream.</summary>
    public Task<Stream> ExportMeAsync(CancellationToken cancellationToken = default) => OpenAsync(Routes.ExportMe, cancellationToken);

    /// <summary>Where the caller's account is signed in, last used first.</summary>
    public Task<Page<Device>> ListDevicesAsync(
        string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync(Paged(Routes.Devices, cursor, limit), ContractJson.Default.PageDevice, cancellationToken);

    /// <summary>Signs one device out.</summary>
    public Task RevokeDeviceAsync(DeviceId deviceId, CancellationToken cancellationToken = default) =>
        DeleteAsync(Routes.Device(deviceId), cancellationToken);

    /// <summary>Signs all devices out but the caller's own.</summary>
    public Task RevokeOtherDevicesAsync(CancellationToken cancellationToken = default) =>
        DeleteAsync(Routes.Devices, cancellationToken);
}
