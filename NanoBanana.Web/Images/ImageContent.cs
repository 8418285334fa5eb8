using NanoBanana.Contracts;
using NanoBanana.Web.Forwarding;

namespace NanoBanana.Web.Images;

/// <summary>
/// The API's signed image addresses, on this origin: an <c>img</c> loads them without a header. The signature alone decides;
/// neither cookie nor token goes along, and only this one route is passed on.
/// </summary>
internal static class ImageContent
{
    private static readonly string[] Asked = ["Range", "If-Range", "If-None-Match"];

    private static readonly string[] Answered =
        ["ETag", "Cache-Control", "Content-Type", "Content-Length", "Content-Range", "Content-Disposition", "Accept-Ranges", "Last-Modified", "Retry-After"];

    public static void MapImageContent(this IEndpointRouteBuilder app) =>
        app.MapMethods(Routes.ImageContent("{id}"), [HttpMethods.Get, HttpMethods.Head], SendAsync).AllowAnonymous();

    private static async Task SendAsync(string id, HttpContext context, Forwarder forwarder, CancellationToken cancellationToken)
    {
        var path = Routes.ImageContent(Uri.EscapeDataString(id)) + context.Request.QueryString;
        using var request = new HttpRequestMessage(new(context.Request.Method), new Uri(path, UriKind.Relative));
        foreach (var name in Asked)
        {
            if (context.Request.Headers.TryGetValue(name, out var values))
            {
                request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }
        await forwarder.SendAsync(context, request, Answered, cancellationToken);
    }
}
