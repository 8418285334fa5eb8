using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Api.Throttling;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;

namespace NanoBanana.Api.Images;

/// <summary>Uploads, one file or several; several are each judged alone.</summary>
internal static class UploadsApi
{
    public static void MapUploads(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Routes.Upload).WithTags("Images").RequireAuthorization()
            .WithMetadata(new StreamedBody(), new Idempotent(), RateLimitPolicy.Uploads).WithMetadata(RequestLimits.ForFiles);
        group.ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesValidationProblem();
        group.MapPost("", UploadAsync).Accepts<IFormFile>("multipart/form-data")
            .Produces<Image>(StatusCodes.Status201Created);
        group.MapPost("/batch", UploadBatchAsync).Accepts<IFormFileCollection>("multipart/form-data")
            .Produces<BatchResult>();
    }

    /// <summary>Uploads one picture into a session.</summary>
    private static async Task<IResult> UploadAsync(
        CurrentUser caller, UploadRoom room, UploadReader reader, UploadAdmission admission, UploadValidator intake, ImageMapper views,
        HttpContext context, CancellationToken cancellationToken)
    {
        using var turn = await room.EnterAsync(caller.Id, cancellationToken);
        if (!turn.IsAcquired)
        {
            return TooMany(context);
        }

        room.Hurry(context);

        // One file whose session is named behind it is kept until the session is known.
        var upload = await reader.ReadAsync(
            context.Request, maxFiles: 1,
            async id => id is null ? null : (await admission.AskAsync(caller.Id, id, context.Response)).Refusal, cancellationToken);
        var admitted = await AdmitAsync(upload, "file", caller, admission, context);
        if (admitted.Refusal is { } refusal)
        {
            return refusal;
        }

        var result = await intake.AddAsync(caller.Id, upload!.SessionId!.Value, admitted.OwnerId, upload.Parts[0], cancellationToken);
        return result.Image is { } image
            ? TypedResults.Created(Routes.Image(image.Id), views.For(image, caller.Id))
            : result.Problem is { } problem
                ? Problems.From(result.Status, problem)
                : Problems.Invalid("sessionId", UploadAdmission.NoSession);
    }

    /// <summary>Uploads up to 16 pictures, each judged alone.</summary>
    private static async Task<IResult> UploadBatchAsync(
        CurrentUser caller, UploadRoom room, UploadReader reader, UploadAdmission admission, UploadValidator intake, ImageMapper views,
        HttpContext context, CancellationToken cancellationToken)
    {
        using var turn = await room.EnterAsync(caller.Id, cancellationToken);
        if (!turn.IsAcquired)
        {
            return TooMany(context);
        }

        room.Hurry(context);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = (Limits.BatchMaxFiles + 1) * RequestServices.DrainLimit / 2;
        }

        var upload = await reader.ReadAsync(
            context.Request, Limits.BatchMaxFiles, async id => id is null
                ? Problems.Invalid("sessionId", "Name it before the files: in the address, or in the first part.")
                : (await admission.AskAsync(caller.Id, id, context.Response)).Refusal,
            cancellationToken);
        var admitted = await AdmitAsync(upload, "files", caller, admission, context);
        if (admitted.Refusal is { } refusal)
        {
            return refusal;
        }

        if (upload!.Count > Limits.BatchMaxFiles)
        {
            return Problems.Invalid("files", $"Send {Limits.BatchMaxFiles} files at most.");
        }

        var items = new List<BatchItem>();
        foreach (var part in upload.Parts)
        {
            var result = await intake.AddAsync(caller.Id, upload.SessionId!.Value, admitted.OwnerId, part, cancellationToken);
            if (result is { Image: null, Problem: null })
            {
                return Problems.Invalid("sessionId", UploadAdmission.NoSession);
            }

            items.Add(new(part.FileName, result.Image is { } image ? views.For(image, caller.Id) : null, result.Problem));
        }

        return TypedResults.Ok(new BatchResult(items));
    }

    /// <summary>
    /// Refuses what is wrong with the request as a whole, and a repetition with the first answer; otherwise its files are to be taken in.
    /// </summary>
    private static async Task<Admission> AdmitAsync(
        Upload? upload, string field, CurrentUser caller, UploadAdmission admission, HttpContext context)
    {
        if (upload is null)
        {
            return new(Problems.Invalid(field, $"Send multipart/form-data with {field} and sessionId."));
        }

        if (upload.Count == 0)
        {
            return new(Problems.Invalid(field, "Attach a file."));
        }

        if (upload.Refusal is { } refusal)
        {
            return new(refusal);
        }

        // Once more: it may have taken a while, or the session was named last.
        var admitted = await admission.AskAsync(caller.Id, upload.SessionId, context.Response);
        return admitted.Refusal is null && context.Features.Get<IdempotentRequest>() is { } once
            ? admitted with { Refusal = await once.BeginAsync(FingerprintOf(upload)) }
            : admitted;
    }

    private static ProblemHttpResult TooMany(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return Problems.Coded(
            StatusCodes.Status429TooManyRequests, "too-many-uploads", "Too many of your uploads arrive at a time. Wait for some.");
    }

    private static string FingerprintOf(Upload upload) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', upload.Parts.Select(part => $"{part.FileName}/{part.File?.Sha256}").Prepend(upload.SessionId?.Value)))));
}
