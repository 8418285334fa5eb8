using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Contracts.Client;

namespace NanoBanana.Web.Accounts;

/// <summary>Ends the sign-in here, in every tab of this browser, and at the API.</summary>
internal static partial class SignOutForm
{
    public static void MapAccounts(this IEndpointRouteBuilder app) => app.MapPost(AccountPaths.SignOut, SignOutAsync);

    private static async Task<Results<RedirectHttpResult, BadRequest>> SignOutAsync(
        HttpContext context, IAntiforgery antiforgery, TokenStore tokens, AuthClient api, ILogger<TokenStore> logger,
        CancellationToken cancellationToken)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return TypedResults.BadRequest();
        }
        var refreshToken = await tokens.RemoveAsync(context.User.CookieKey());
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (refreshToken is not null)
        {
            await RevokeAsync(api, refreshToken, logger, cancellationToken);
        }
        return TypedResults.LocalRedirect($"~/{AccountPaths.SignIn}");
    }

    /// <summary>Signing out here never fails because the API cannot be reached; its token then ends by itself.</summary>
    private static async Task RevokeAsync(AuthClient api, string refreshToken, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            await api.Client.LogoutAsync(refreshToken, cancellationToken);
        }
        catch (Exception e) when (e is ApiException or HttpRequestException)
        {
            LogNotRevoked(logger, e);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Signed out here, but the API could not be told.", EventName = "sign-out-form.not-revoked")]
    private static partial void LogNotRevoked(ILogger logger, Exception exception);
}
