namespace NanoBanana.Web.Layout;

internal static class SecurityHeaders
{
    /// <summary>
    /// Everything comes from here. Inline style attributes are the one exception: the virtualised lists size their empty space with them.
    /// </summary>
    /// <remarks>The worker that decodes HEIC has a policy of its own, <see cref="Upload.HeicFiles"/>.</remarks>
    private const string Policy =
        "default-src 'self'; img-src 'self' blob: data:; style-src-attr 'unsafe-inline'; object-src 'none'; " +
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
    });
}
