using NanoBanana.Contracts;
using NanoBanana.Web.Accounts;
using NanoBanana.Web.Forwarding;
using NanoBanana.Web.Sharing;

namespace NanoBanana.Web.Images;

/// <summary>The bytes of images, on this origin, streamed from the API.</summary>
internal static class ImageContent
{
    private const string PreviewPath = "preview/{id}";
    private static readonly string[] Asked = ["Range", "If-Range", "If-None-Match"];

    private static readonly string[] Answered =
    [
        "ETag", "Cache-Control", "Content-Type", "Content-Length", "Content-Range", "Content-Disposition", "Content-Security-Policy",
        "Accept-Ranges", "Last-Modified", "Retry-After",
    ];

    public static void MapImageContent(this IEndpointRouteBuilder app)
    {
        // Whose cookie comes along does not matter, so nobody looks it up.
        app.MapGet(Routes.ImageContent("{id}"), SendSignedAsync).ShortCircuit();
        app.MapGet(Routes.InviteThumbnail("{code}"), SendInvitedAsync).ShortCircuit();
        app.MapGet(PreviewPath, SendPreviewAsync).RequireAuthorization();
    }

    public static string PreviewOf(ImageId imageId) => PreviewPath.Replace("{id}", Uri.EscapeDataString(imageId), StringComparison.Ordinal);

    /// <summary>A URL that the API signed: the signature alone decides, neither cookie nor token goes along.</summary>
    private static Task SendSignedAsync(ImageId id, HttpContext context, Forwarder forwarder) =>
        forwarder.SendAsync(context, Asking(Routes.ImageContent(id) + context.Request.QueryString.Value));

    /// <summary>The picture of an invitation: its code alone decides.</summary>
    private static Task SendInvitedAsync(string code, HttpContext context, Forwarder forwarder) =>
        LinkCode.IsOne(code)
            ? forwarder.SendAsync(context, Asking(Routes.InviteThumbnail(code)))
            : TypedResults.NotFound().ExecuteAsync(context);

    /// <summary>The API signs no URL for previews; the viewer reads them as whoever is signed in.</summary>
    private static async Task SendPreviewAsync(
        ImageId id, HttpContext context, TokenStore tokens, Forwarder forwarder, CancellationToken cancellationToken)
    {
        // Kept by the browser, but asked for each time: after signing out it is not shown again.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.CacheControl = "private, no-cache";
            return Task.CompletedTask;
        });
        var token = await tokens.GetAccessTokenAsync(context.User.CookieKey(), cancellationToken);
        await forwarder.SendAsync(context, Asking(Routes.ImageContent(id) + "?variant=preview") with { Token = token });
    }

    /// <summary>Without a token the API counts for the address, and not for the one of this server.</summary>
    private static ForwardedRequest Asking(string path) => new(path, Asked, Answered) { ForAddress = true };
}
