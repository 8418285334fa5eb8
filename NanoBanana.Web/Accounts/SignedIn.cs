using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using NanoBanana.Contracts.Accounts;

namespace NanoBanana.Web.Accounts;

/// <summary>Who is signed in, as the cookie's principal says it.</summary>
internal static class SignedIn
{
    private const string KeyClaim = "sid";

    public static string CookieKey(this ClaimsPrincipal user) => user.FindFirstValue(KeyClaim) ?? "";

    public static string UserId(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";

    public static string Username(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.Name) ?? "";

    /// <summary>Starts a new cookie for these tokens. Nobody may be signed in yet: <see cref="SignedOutPages"/>.</summary>
    public static async Task SignInAsync(this HttpContext context, TokenStore store, Tokens tokens)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await store.StoreAsync(key, tokens);
        await context.SignInAsync(key, tokens.User);
    }

    /// <summary>Deletes the cookie, and what the server holds for it.</summary>
    public static async Task EndSignInAsync(this HttpContext context, string key)
    {
        await context.RequestServices.GetRequiredService<TokenStore>().RemoveAsync(key);
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }

    /// <summary>Writes the cookie again, with the account as it is now.</summary>
    public static Task SignInAsync(this HttpContext context, string key, User user) => context.SignInAsync(
        CookieAuthenticationDefaults.AuthenticationScheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [new(KeyClaim, key), new(ClaimTypes.NameIdentifier, user.Id), new(ClaimTypes.Name, user.Username)],
            CookieAuthenticationDefaults.AuthenticationScheme)),
        new AuthenticationProperties { IsPersistent = true });
}
