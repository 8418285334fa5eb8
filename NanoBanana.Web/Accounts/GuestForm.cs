using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NanoBanana.Contracts.Client;

namespace NanoBanana.Web.Accounts;

/// <summary>Lets somebody try without an account, beginning with a sample or where a link leads.</summary>
internal static class GuestForm
{
    public static void MapGuests(this IEndpointRouteBuilder app) => app.MapPost(AccountPaths.Guest, StartAsync);

    private static async Task<RedirectHttpResult> StartAsync(
        [FromForm] string? sample, [FromForm] string? returnUrl, HttpContext context, TokenStore tokens, AuthClient auth)
    {
        if (context.User.CookieKey().Length == 0)
        {
            try
            {
                await context.SignInAsync(tokens, await auth.Client.CreateGuestAsync(context.RequestAborted));
            }
            catch (Exception e) when (e is ApiException or HttpRequestException)
            {
                return TypedResults.LocalRedirect($"~/{AccountPaths.Welcome}?refused={(int?)(e as ApiException)?.Status ?? 0}");
            }
        }
        return TypedResults.LocalRedirect(sample is null
            ? AccountPaths.Local(context, returnUrl)
            : $"~/?sample={Uri.EscapeDataString(sample)}");
    }
}
