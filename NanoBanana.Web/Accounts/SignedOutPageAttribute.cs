namespace NanoBanana.Web.Accounts;

/// <summary>Marks a page that signs somebody in: whoever is signed in already is led away from it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SignedOutPageAttribute : Attribute
{
    /// <summary>A guest may come, too, and leaves as somebody.</summary>
    public bool AdmitsGuests { get; init; }
}

internal static class SignedOutPages
{
    /// <summary>
    /// Refuses to sign in over a sign-in. The cookie handler would keep the old key, and a copy of the old cookie would become the new
    /// user. A sign-in without tokens is of no use to anybody; it ends here, and the page is shown.
    /// </summary>
    public static void UseSignedOutPages(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.User.CookieKey() is not { Length: > 0 } key
            || context.GetEndpoint()?.Metadata.GetMetadata<SignedOutPageAttribute>() is not { } page)
        {
            await next(context);
            return;
        }
        var request = context.Request;
        var target = AccountPaths.Local(context, request.Query["ReturnUrl"]);
        if (!await context.RequestServices.GetRequiredService<TokenStore>().HoldsAsync(key))
        {
            await context.EndSignInAsync(key);
            target = request.PathBase + request.Path + request.QueryString;
        }
        else if (page.AdmitsGuests && context.User.IsGuest())
        {
            await next(context);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = target;
    });
}
