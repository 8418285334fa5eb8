using Microsoft.AspNetCore.Components.Authorization;

namespace NanoBanana.Web.Accounts;

/// <summary>The tokens of the circuit's, or the page's, own user.</summary>
internal sealed class CurrentTokens(AuthenticationStateProvider user, TokenStore store)
{
    public async ValueTask<string?> GetAccessTokenAsync(CancellationToken cancellationToken) =>
        await KeyAsync() is { Length: > 0 } key ? await store.GetAccessTokenAsync(key, cancellationToken) : null;

    /// <summary>The API refused this one.</summary>
    public async ValueTask<string?> ReplaceAsync(string refused, CancellationToken cancellationToken) =>
        await KeyAsync() is { Length: > 0 } key ? await store.ReplaceAsync(key, refused, cancellationToken) : null;

    /// <summary>Ends the sign-in, in all tabs: the API says that the device is signed out.</summary>
    public async Task EndAsync()
    {
        if (await KeyAsync() is { Length: > 0 } key)
        {
            await store.RemoveAsync(key);
        }
    }

    private async Task<string> KeyAsync() => (await user.GetAuthenticationStateAsync()).User.CookieKey();
}
