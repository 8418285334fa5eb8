using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Api.Throttling;
using NanoBanana.Contracts;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images.Resumable;
using NanoBanana.Imaging;

namespace NanoBanana.Api.Images;

/// <summary>Uploads that can be resumed on any replica, by tus 1.0.0.</summary>
internal static class ResumableUploadsApi
{
    public static void MapResumableUploads(this IEndpointRouteBuilder app)
    {
        app.MapMethods(Routes.ResumableUploads, [HttpMethods.Options], Describe).WithTags("Images").AllowAnonymous();
        var group = app.MapGroup(Routes.ResumableUploads).WithTags("Images").RequireAuthorization()
            .AddEndpointFilter(Tus.CheckVersionAsync);
        group.ProducesProblem(StatusCodes.Status412PreconditionFailed);
        group.MapPost("", CreateAsync).WithMetadata(RateLimitPolicy.Uploads)
            .Produces(StatusCodes.Status201Created).ProducesValidationProblem().ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        group.MapGet("/{id}", GetAsync);
        group.MapPatch("/{id}", AppendAsync).WithMetadata(new StreamedBody()).WithMetadata(RequestLimits.ForFiles)
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapDelete("/{id}", DeleteAsync);
    }

    /// <summary>Says what of tus this server speaks.</summary>
    private static NoContent Describe(HttpResponse response, IOptions<ImagingOptions> imaging)
    {
        response.Headers[Tus.Resumable] = Tus.Version;
        response.Headers["Tus-Version"] = Tus.Version;
        response.Headers["Tus-Extension"] = Tus.Extensions;
        response.Headers["Tus-Checksum-Algorithm"] = Tus.Algorithms;
        response.Headers["Tus-Max-Size"] = imaging.Value.MaxBytes.ToString(CultureInfo.InvariantCulture);
        return TypedResults.NoContent();
    }

    /// <summary>Begins an upload that can be resumed; <c>Upload-Metadata</c> names <c>filename</c> and <c>sessionId</c>.</summary>
    private static async Task<IResult> CreateAsync(
        CurrentUser caller, UploadAdmission admission, ResumableUploads uploads, DeterministicIdGenerator ids,
        IOptions<ImagingOptions> imaging, HttpRequest request, HttpResponse response)
    {
        if (Tus.Number(request, Tus.Length) is not { } length || length == 0)
        {
            return Problems.Invalid(Tus.Length, "Say how many bytes will come; at least one.");
        }

        if (length > imaging.Value.MaxBytes)
        {
            return Problems.From(StatusCodes.Status413PayloadTooLarge, ImageProblems.Bytes(imaging.Value.MaxBytes));
        }

        if (Tus.ReadMetadata(request) is not { } metadata)
        {
            return Problems.Invalid(Tus.Metadata, "Send pairs of a name and Base64, with commas between them.");
        }

        SessionId? sessionId = metadata.GetValueOrDefault("sessionId") is { } named ? new(named) : null;
        var admitted = await admission.AskAsync(caller.Id, sessionId, response);
        if (admitted.Refusal is { } refusal)
        {
            return refusal;
        }

        var name = UploadNames.Clean(metadata.GetValueOrDefault("filename") ?? "");
        if (await uploads.CreateAsync(caller.Id, ids.Next(), ids.Next(), new(metadata["sessionId"]), name, length) is not { } upload)
        {
            response.Headers.RetryAfter = "60";
            return Problems.Coded(
                StatusCodes.Status429TooManyRequests, "too-many-uploads",
                $"You have {Limits.ResumableUploadsMax} unfinished uploads. Finish or delete some.");
        }

        Tell(response, upload);
        return TypedResults.Created(Routes.ResumableUpload(upload.Id));
    }

    /// <summary>Tells how far an upload has come; ask by HEAD.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> GetAsync(
        string id, CurrentUser caller, ResumableUploads uploads, HttpResponse response)
    {
        if (await uploads.FindAsync(caller.Id, id) is not { } upload)
        {
            return Problems.NotFound;
        }

        Tell(response, upload);
        response.Headers[Tus.Length] = upload.Length.ToString(CultureInfo.InvariantCulture);
        return TypedResults.NoContent();
    }

    /// <summary>Sends what comes next; the answer to the last part has the address of the picture as <c>Location</c>.</summary>
    private static async Task<IResult> AppendAsync(
        string id, CurrentUser caller, ResumableUploads uploads, ResumablePart part, HttpContext context,
        CancellationToken cancellationToken)
    {
        if (context.Request.ContentType != Tus.PartType)
        {
            return Problems.Coded(
                StatusCodes.Status415UnsupportedMediaType, ProblemCodes.UnsupportedType, $"Send the part as {Tus.PartType}.");
        }

        if (!Tus.TryReadChecksum(context.Request, out var checksum))
        {
            return Problems.Invalid(Tus.Checksum, $"Send one of {Tus.Algorithms}, a blank, and the hash in Base64.");
        }

        if (Tus.Number(context.Request, Tus.Offset) is not { } offset)
        {
            return Problems.Invalid(Tus.Offset, "Say where the part begins.");
        }

        if (await uploads.FindAsync(caller.Id, id) is not { } upload)
        {
            return Problems.NotFound;
        }

        if (upload.Offset != offset)
        {
            Tell(context.Response, upload);
            return Elsewhere(upload);
        }

        if (context.Request.ContentLength > upload.Length - offset)
        {
            return Problems.Coded(
                StatusCodes.Status413PayloadTooLarge, ProblemCodes.TooLarge, $"Only {upload.Length - offset:N0} bytes are missing.");
        }

        return await part.ReceiveAsync(caller, upload, checksum, context, cancellationToken) switch
        {
            PartAnswer.Taken { Upload: var now } => Taken(context.Response, now),
            PartAnswer.Refused { Result: var refusal } => refusal,
            _ => await uploads.FindAsync(caller.Id, id) is { } now ? Elsewhere(now) : Problems.NotFound,
        };
    }

    /// <summary>Gives an upload up; what has come of it goes.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, CurrentUser caller, ResumableUploads uploads)
    {
        if (await uploads.FindAsync(caller.Id, id) is null)
        {
            return Problems.NotFound;
        }

        await uploads.DeleteAsync(caller.Id, id);
        return TypedResults.NoContent();
    }

    private static NoContent Taken(HttpResponse response, ResumableUpload upload)
    {
        Tell(response, upload);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Elsewhere(ResumableUpload upload) =>
        Problems.Conflict($"The upload stands at {upload.Offset}. Ask by HEAD, and go on from there.");

    private static void Tell(HttpResponse response, ResumableUpload upload)
    {
        response.Headers[Tus.Offset] = upload.Offset.ToString(CultureInfo.InvariantCulture);
        response.Headers[Tus.Expires] = upload.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
        if (upload.ImageId is { } image)
        {
            response.Headers.Location = Routes.Image(image);
        }
    }
}
