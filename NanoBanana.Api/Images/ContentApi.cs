using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Throttling;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Images;

namespace NanoBanana.Api.Images;

/// <summary>The bytes of an image: for a member with an access token, or for the holder of a signed URL.</summary>
internal static class ContentApi
{
    private const string WithoutMetadata = "none";

    public static void MapContent(this IEndpointRouteBuilder app) =>
        app.MapGet(Routes.ImageContent("{id}"), GetAsync).WithTags("Images").AllowAnonymous().WithMetadata(RequestLimits.ForFiles)
            .Produces(StatusCodes.Status200OK, null, "image/jpeg", [.. ImageTypes.All.Skip(1)])
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>Gets the bytes of a picture, by token or by a signed URL.</summary>
    private static async Task<IResult> GetAsync(
        ImageId id, [AsParameters] ContentRequest request, CurrentUser? caller, ContentFinder content, Previews previews,
        HttpContext context, CancellationToken cancellationToken)
    {
        if (request.Signature is null && caller is null)
        {
            return Problems.Unauthorized("Sign in, or use a URL that the API gave out.");
        }

        if (ParseVariant(request.Variant) is not { } asked)
        {
            return Problems.Invalid("variant", "Ask for original, thumbnail, preview or display.");
        }

        if (request.Metadata is not (null or "keep" or WithoutMetadata))
        {
            return Problems.Invalid("metadata", "Ask for keep or none.");
        }

        if (await content.FindAsync(id, asked, request, caller?.Id) is not { } image)
        {
            return Problems.NotFound;
        }

        // What everybody may see says nothing beside the picture.
        var isPublic = request is { Signature: not null, Snapshot: not null };
        var (variant, bare) = Choose(image, asked, isPublic || request.Metadata is WithoutMetadata);
        var tag = isPublic ? image.Id.Value : image.Sha256;
        if (variant != ImageVariant.Original && image.Status == ImageStatus.Processing)
        {
            return BeingMade(context);
        }

        if (variant is ImageVariant.Preview or ImageVariant.Display)
        {
            return await previews.OpenAsync(image, variant, caller?.Id ?? image.AuthorId, cancellationToken) switch
            {
                { Bytes: { } preview } => Send(context, image, variant, bare: false, tag, preview),
                { State: PreviewState.BeingMade } => BeingMade(context),
                { State: PreviewState.TooMany } => TooMany(context),
                _ => Problems.Coded(
                    StatusCodes.Status404NotFound, "preview-failed",
                    "No preview of this picture can be made. Ask for the original or the thumbnail."),
            };
        }

        return await content.OpenAsync(image, variant, bare, cancellationToken) is { } bytes
            ? Send(context, image, variant, bare, tag, bytes)
            : Problems.NotFound;
    }

    /// <summary>
    /// Where browsers show the original, it is its own display file; where they do not, that file is the original without metadata.
    /// </summary>
    private static (ImageVariant Variant, bool Bare) Choose(ImageRow image, ImageVariant asked, bool withoutMetadata) =>
        asked is not (ImageVariant.Original or ImageVariant.Display) ? (asked, false)
        : ImageTypes.IsShown(image.ContentType) ? (ImageVariant.Original, withoutMetadata)
        : (withoutMetadata ? ImageVariant.Display : asked, false);

    private static ProblemHttpResult BeingMade(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, detail: "It is being made; ask again in a second.");
    }

    private static ProblemHttpResult TooMany(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        return Problems.Coded(
            StatusCodes.Status429TooManyRequests, "too-many-previews",
            "Too many of your pictures are still being processed. Wait a little.");
    }

    /// <param name="tag">Of the image; a public copy does not tell the hash of an original.</param>
    private static IResult Send(HttpContext context, ImageRow image, ImageVariant variant, bool bare, string tag, Stream bytes)
    {
        var headers = context.Response.GetTypedHeaders();
        headers.CacheControl = new() { Private = true, MaxAge = TimeSpan.FromDays(365), Extensions = { new("immutable") } };
        var disposition = new ContentDispositionHeaderValue("inline");
        var type = variant switch
        {
            ImageVariant.Original => image.ContentType,
            ImageVariant.Display => ImageTypes.Display,
            _ => "image/webp",
        };
        disposition.SetHttpFileName(
            variant == ImageVariant.Original ? image.FileName : Path.ChangeExtension(image.FileName, FileNames.ExtensionOf(type)));
        headers.ContentDisposition = disposition;
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Stream(
            bytes, type,
            entityTag: new($"\"{tag}-{SignedUrls.NameOf(variant)}{(bare ? "-bare" : "")}\""), enableRangeProcessing: true);
    }

    private static ImageVariant? ParseVariant(string? variant) => variant switch
    {
        null or "original" => ImageVariant.Original,
        "thumbnail" => ImageVariant.Thumbnail,
        "preview" => ImageVariant.Preview,
        "display" => ImageVariant.Display,
        _ => null,
    };
}
