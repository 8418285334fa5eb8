using Microsoft.Net.Http.Headers;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Throttling;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Images;
using NanoBanana.Core.Storage;

namespace NanoBanana.Api.Images;

/// <summary>The bytes of an image: for a member with his token, or for whoever holds an address signed for a member.</summary>
internal static class ContentApi
{
    public static void MapContent(this IEndpointRouteBuilder app) =>
        app.MapGet(Routes.ImageContent("{id}"), GetAsync).WithTags("Images").AllowAnonymous().WithMetadata(RequestLimits.ForFiles)
            .Produces(StatusCodes.Status200OK, null, "image/jpeg", "image/png", "image/webp", "image/gif")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> GetAsync(
        string id, CurrentUser? caller, ImageStore images, IObjectStore store, SignedAddresses addresses, HttpContext context,
        string? variant, string? reader, string? expires, string? signature, CancellationToken cancellationToken)
    {
        if (ParseVariant(variant) is not { } which)
        {
            return Problems.Invalid("variant", "Ask for original, thumbnail or preview.");
        }

        if (signature is null && caller is null)
        {
            return Problems.Unauthorized("Sign in, or use an address that the API gave out.");
        }

        var readerId = signature is null ? caller!.Id : addresses.IsGood(id, which, reader, expires, signature) ? reader! : null;
        if (readerId is null || await images.FindAsync(readerId, id) is not { } found || found.Image.Status == ImageStatus.Rejected)
        {
            return Problems.NotFound;
        }

        var image = found.Image;
        if (which != ImageVariant.Original && image.Status == ImageStatus.Processing)
        {
            context.Response.Headers.RetryAfter = "1";
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, detail: "It is being made; ask again in a second.");
        }

        return await store.OpenAsync(KeyOf(image, which), cancellationToken) is { } content
            ? Send(context, image, which, content)
            : Problems.NotFound;
    }

    private static IResult Send(HttpContext context, ImageRow image, ImageVariant variant, Stream content)
    {
        var headers = context.Response.GetTypedHeaders();
        headers.CacheControl = new() { Private = true, MaxAge = TimeSpan.FromDays(365), Extensions = { new("immutable") } };
        var disposition = new ContentDispositionHeaderValue("inline");
        disposition.SetHttpFileName(variant == ImageVariant.Original ? image.FileName : Path.ChangeExtension(image.FileName, ".webp"));
        headers.ContentDisposition = disposition;
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Stream(
            content, variant == ImageVariant.Original ? image.ContentType : "image/webp",
            entityTag: new($"\"{image.Sha256}-{SignedAddresses.NameOf(variant)}\""), enableRangeProcessing: true);
    }

    private static ImageVariant? ParseVariant(string? variant) => variant switch
    {
        null or "original" => ImageVariant.Original,
        "thumbnail" => ImageVariant.Thumbnail,
        "preview" => ImageVariant.Preview,
        _ => null,
    };

    private static string KeyOf(ImageRow image, ImageVariant variant) => variant switch
    {
        ImageVariant.Thumbnail => ObjectKeys.Thumbnail(image.Sha256),
        ImageVariant.Preview => ObjectKeys.Preview(image.Sha256),
        _ => ObjectKeys.Original(image.Sha256),
    };
}
