namespace NanoBanana.Web.Sharing;

/// <summary>Marks a page that anybody may read: it needs no cookie and no circuit, and search engines leave it out.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PublicPageAttribute : Attribute;

internal static class PublicPages
{
    public static bool IsPublic(this HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<PublicPageAttribute>() is not null;

    /// <summary>A copy that was taken away must not live on in a cache, and who reads it tells nobody where it was.</summary>
    public static void UsePublicPages(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.IsPublic())
        {
            context.Response.OnStarting(SetHeaders, context.Response.Headers);
        }
        return next(context);
    });

    private static Task SetHeaders(object state)
    {
        var headers = (IHeaderDictionary)state;
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        // Every rendering brings a cookie for forms; there are none here.
        headers.Remove("Set-Cookie");
        return Task.CompletedTask;
    }
}
