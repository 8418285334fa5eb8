namespace NanoBanana.Web.Forwarding;

/// <summary>
/// Refuses WebSockets that a page of another origin opens. They carry the visitor's cookie, and neither CORS nor CSP stops them.
/// </summary>
internal static class OwnOrigin
{
    private const string Circuit = "/_blazor";

    /// <summary>After the forwarded headers: the origin is compared with the address that the browser sees.</summary>
    public static void UseOwnOrigin(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if ((request.Path.StartsWithSegments(Circuit) || IsWebSocket(request)) && !IsOwn(request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }
        return next(context);
    });

    private static bool IsWebSocket(HttpRequest request) =>
        request.Headers.Upgrade.Contains("websocket", StringComparer.OrdinalIgnoreCase)
        || HttpMethods.IsConnect(request.Method);

    /// <summary>Programs that are no browser send no origin, and have no cookie that a page could borrow.</summary>
    private static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin is not { Count: > 0 } origin
        || (Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var own)
            && Uri.Compare(page, own, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0);
}
