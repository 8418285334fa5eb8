using Microsoft.AspNetCore.Mvc;
using NanoBanana.Contracts;

namespace NanoBanana.Web.Upload;

/// <summary>Takes a file from the browser in one request: a picture, or the zip of a session.</summary>
internal static class UploadForm
{
    public const string Path = "upload";
    public const string ImportPath = "import";
    private static readonly UploadHeaders Headers = new(["Idempotency-Key"], ["Content-Type", "Content-Length", "Retry-After"]);

    public static void MapUploadForm(this IEndpointRouteBuilder app)
    {
        app.MapPost(Path + "/{sessionId}", SendTo(Routes.Upload)).AllowAnonymous();
        app.MapPost(ImportPath, SendTo(Routes.ImportSession))
            .WithMetadata(new RequestSizeLimitAttribute(Limits.ImportMaxBytes + Limits.JsonMaxBytes)).AllowAnonymous();
    }

    private static Func<HttpContext, UploadForwarder, CancellationToken, Task> SendTo(string path) =>
        (context, forwarder, cancellationToken) => forwarder.SendAsync(context, path, Headers, cancellationToken);
}
