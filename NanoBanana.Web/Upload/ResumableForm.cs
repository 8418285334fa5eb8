using NanoBanana.Contracts;

namespace NanoBanana.Web.Upload;

/// <summary>Takes a large file from the browser in parts that are kept: the API's tus 1.0 under addresses of this origin.</summary>
internal static class ResumableForm
{
    public const string Path = "uploads";

    private static readonly UploadHeaders Headers = new(
        ["Tus-Resumable", "Upload-Length", "Upload-Metadata", "Upload-Offset", "Upload-Checksum"],
        [
            "Content-Type", "Content-Length", "Retry-After", "Location", "Cache-Control", "Tus-Resumable", "Upload-Length", "Upload-Offset",
            "Upload-Expires",
        ]);

    public static void MapResumableForm(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Path).AllowAnonymous();
        group.MapPost("", CreateAsync);
        group.MapMethods("/{id}", [HttpMethods.Get, HttpMethods.Patch, HttpMethods.Delete], SendAsync);
    }

    private static Task CreateAsync(HttpContext context, UploadForwarder forwarder, CancellationToken cancellationToken)
    {
        // The upload is reached here, under the name that the API gave it.
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.Location is [{ } created] && created.StartsWith(Routes.ResumableUploads, StringComparison.Ordinal))
            {
                context.Response.Headers.Location = $"{context.Request.PathBase}/{Path}{created[Routes.ResumableUploads.Length..]}";
            }
            return Task.CompletedTask;
        });
        return forwarder.SendAsync(context, Routes.ResumableUploads, Headers, cancellationToken);
    }

    private static Task SendAsync(string id, HttpContext context, UploadForwarder forwarder, CancellationToken cancellationToken) =>
        forwarder.SendAsync(context, Routes.ResumableUpload(id), Headers, cancellationToken);
}
