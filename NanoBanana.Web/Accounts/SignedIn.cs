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
    private const string GuestClaim = "guest";

    public static string CookieKey(this ClaimsPrincipal user) => user.FindFirstValue(KeyClaim) ?? "";

    public static UserId UserId(this ClaimsPrincipal user) => new(user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "");

    public static string Username(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.Name) ?? "";

    /// <summary>Whether the account has no name and password yet.</summary>
    public static bool IsGuest(this ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == GuestClaim);

    /// <summary>
    /// Starts a new cookie for these tokens. Nobody but a guest may be signed in yet (<see cref="SignedOutPages"/>), whose cookie ends.
    /// </summary>
    public static async Task SignInAsync(this HttpContext context, TokenStore store, Tokens tokens)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await store.StoreAsync(key, tokens);
        if (context.User.CookieKey() is { Length: > 0 } old)
        {
            await context.EndSignInAsync(old);
            await context.SignInAnewAsync(key, tokens.User);
        }
        else
        {
            await context.SignInAsync(key, tokens.User);
        }
    }

    /// <summary>The request's own cookie handler would go on under the key of the old cookie: this one never saw it.</summary>
    private static async Task SignInAnewAsync(this HttpContext context, string key, User user)
    {
        var services = context.RequestServices;
        var scheme = await services.GetRequiredService<IAuthenticationSchemeProvider>()
            .GetSchemeAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        context.Request.Headers.Cookie = default;
        var handler = ActivatorUtilities.CreateInstance<CookieAuthenticationHandler>(services);
        await handler.InitializeAsync(scheme!, context);
        await handler.SignInAsync(PrincipalOf(key, user), new() { IsPersistent = true });
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
        PrincipalOf(key, user),
        new AuthenticationProperties { IsPersistent = true });

    private static ClaimsPrincipal PrincipalOf(string key, User user)
    {
        var identity = new ClaimsIdentity(
            [new(KeyClaim, key), new(ClaimTypes.NameIdentifier, user.Id), new(ClaimTypes.Name, user.Username)],
            CookieAuthenticationDefaults.AuthenticationScheme);
        if (user.Guest is true)
        {
            identity.AddClaim(new(GuestClaim, "true"));
        }
        return new(identity);
    }
}
