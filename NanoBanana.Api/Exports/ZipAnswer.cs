using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace NanoBanana.Api.Exports;

/// <summary>A zip that is written while it is sent; nothing of it is kept in memory or on disk.</summary>
/// <param name="name">Of the file, without its ending.</param>
/// <param name="write">Returns false when it must not go on; the connection is cut then, so that nobody takes a part for the whole.</param>
internal sealed class ZipAnswer(string name, Func<ZipArchive, CancellationToken, Task<bool>> write) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{name}.zip");
        response.GetTypedHeaders().ContentDisposition = disposition;
        response.GetTypedHeaders().CacheControl = new() { NoStore = true };
        response.ContentType = "application/zip";
        if (httpContext.IsHead())
        {
            return;
        }

        // The pipe, because a zip's entry ends with a small write that is not asynchronous.
        var zip = await ZipArchive.CreateAsync(
            response.BodyWriter.AsStream(leaveOpen: true), ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null,
            httpContext.RequestAborted);
        if (await write(zip, httpContext.RequestAborted))
        {
            await zip.DisposeAsync();
        }
        else
        {
            httpContext.Abort();
        }
    }
}
