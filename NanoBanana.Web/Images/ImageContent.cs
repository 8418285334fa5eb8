using System.Net.Http.Headers;
using NanoBanana.Contracts;
using NanoBanana.Web.Accounts;
using NanoBanana.Web.Forwarding;

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
        app.MapGet(PreviewPath, SendPreviewAsync).RequireAuthorization();
    }

    public static string PreviewOf(string imageId) => PreviewPath.Replace("{id}", Uri.EscapeDataString(imageId), StringComparison.Ordinal);

    /// <summary>A URL that the API signed: the signature alone decides, neither cookie nor token goes along.</summary>
    private static Task SendSignedAsync(string id, HttpContext context, Forwarder forwarder, CancellationToken cancellationToken) =>
        SendAsync(context, forwarder, id, context.Request.QueryString.Value, null, cancellationToken);

    /// <summary>The API signs no URL for previews; the viewer reads them as whoever is signed in.</summary>
    private static async Task SendPreviewAsync(
        string id, HttpContext context, TokenStore tokens, Forwarder forwarder, CancellationToken cancellationToken)
    {
        // Kept by the browser, but asked for each time: after signing out it is not shown again.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.CacheControl = "private, no-cache";
            return Task.CompletedTask;
        });
        var token = await tokens.GetAccessTokenAsync(context.User.CookieKey(), cancellationToken);
        await SendAsync(context, forwarder, id, "?variant=preview", token, cancellationToken);
    }

    private static async Task SendAsync(
        HttpContext context, Forwarder forwarder, string id, string? query, string? token, CancellationToken cancellationToken)
    {
        var path = Routes.ImageContent(id) + query;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        foreach (var name in Asked)
        {
            if (context.Request.Headers.TryGetValue(name, out var values))
            {
                request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }
        // Whom the API counts these requests for: without a token it is the address, and not the one of this server.
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", context.Connection.RemoteIpAddress?.ToString());
        await forwarder.SendAsync(context, request, Answered, cancellationToken);
    }
}
