using System.IO.Compression;
using System.Net;
using System.Net.Mime;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Accounts;
using NanoBanana.Web.Forwarding;

namespace NanoBanana.Web.Images;

/// <summary>The originals of several images as one zip, written while they are read: nothing is kept on the way.</summary>
internal static partial class ImageZip
{
    public const string Path = "download";

    /// <summary>As many as a zip takes.</summary>
    public const int MaxImages = 1000;

    public static void MapImageZip(this IEndpointRouteBuilder app) => app.MapPost(Path, SendAsync).RequireAuthorization();

    private static async Task<Results<EmptyHttpResult, BadRequest>> SendAsync(
        HttpContext context, IAntiforgery antiforgery, TokenStore tokens, IHttpClientFactory clients, ILogger<Forwarder> logger,
        CancellationToken cancellationToken)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return TypedResults.BadRequest();
        }
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var wanted = form["ids"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct()
            .Select(id => new ImageId(id)).ToList();
        if (wanted.Count is 0 or > MaxImages || !wanted.TrueForAll(id => Routes.CanBeId(id)))
        {
            return TypedResults.BadRequest();
        }
        var http = clients.CreateClient("api");
        http.BaseAddress = new(ApiAddress.ServiceDiscovery);
        var key = context.User.CookieKey();
        var api = new NanoBananaClient(http, stop => tokens.GetAccessTokenAsync(key, stop));
        context.Response.ContentType = MediaTypeNames.Application.Zip;
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers.ContentDisposition =
            new ContentDispositionHeaderValue("attachment") { FileName = "nano-banana.zip" }.ToString();
        try
        {
            // The pipe, because a zip's entry ends with a small write that is not asynchronous.
            await WriteAsync(api, wanted, context.Response.BodyWriter.AsStream(leaveOpen: true), cancellationToken);
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or IOException or OperationCanceledException)
        {
            // A cut-off download is seen as such; a zip that ends well but lacks pictures would not be.
            LogCutOff(logger, e);
            context.Abort();
        }
        return TypedResults.Empty;
    }

    private static async Task WriteAsync(NanoBananaClient api, List<ImageId> ids, Stream stream, CancellationToken cancellationToken)
    {
        // Not disposed when something fails: that would end it well.
        var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        var missing = 0;
        for (var i = 0; i < ids.Count; i++)
        {
            missing += await AddAsync(zip, api, ids[i], i + 1, cancellationToken) ? 0 : 1;
        }
        if (missing > 0)
        {
            await using var note = new StreamWriter(await zip.CreateEntry("not-included.txt").OpenAsync(cancellationToken));
            await note.WriteAsync($"{missing} of {ids.Count} pictures are not there any more, or could never be read.\n");
        }
        await zip.DisposeAsync();
    }

    /// <returns>False for what is gone or was rejected.</returns>
    private static async Task<bool> AddAsync(
        ZipArchive zip, NanoBananaClient api, ImageId id, int number, CancellationToken cancellationToken)
    {
        try
        {
            var image = await api.GetImageAsync(id, cancellationToken);
            await using var original = await api.OpenImageAsync(image.Id, ImageVariant.Original, cancellationToken);
            // Pictures are compressed already.
            var entry = zip.CreateEntry(FileNames.Numbered(image.FileName, image.ContentType, number), CompressionLevel.NoCompression);
            entry.LastWriteTime = image.CreatedAt;
            await using var content = await entry.OpenAsync(cancellationToken);
            await original.CopyToAsync(content, cancellationToken);
            return true;
        }
        catch (ApiException e) when (e.Status is HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A download of several images was cut off.", EventName = "image-zip.cut-off")]
    private static partial void LogCutOff(ILogger logger, Exception exception);
}
