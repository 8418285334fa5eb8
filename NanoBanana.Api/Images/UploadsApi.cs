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
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core.Images;
using NanoBanana.Core.Sessions;

namespace NanoBanana.Api.Images;

/// <summary>Uploads, one file or several; several are each judged alone.</summary>
internal static class UploadsApi
{
    public static void MapUploads(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Routes.Upload).WithTags("Images").RequireAuthorization()
            .WithMetadata(new StreamedBody(), new Idempotent(), Counted.Uploads).WithMetadata(RequestLimits.ForFiles);
        group.MapPost("", UploadAsync).Accepts<IFormFile>("multipart/form-data");
        group.MapPost("/batch", UploadBatchAsync).Accepts<IFormFileCollection>("multipart/form-data");
    }

    /// <summary>Uploads one picture into a session.</summary>
    private static async Task<IResult> UploadAsync(
        CurrentUser caller, UploadRoom room, UploadReader reader, UploadIntake intake, ImageViews views, HttpContext context,
        CancellationToken cancellationToken)
    {
        using var turn = await room.EnterAsync(caller.Id, cancellationToken);
        if (!turn.IsAcquired)
        {
            return TooMany(context);
        }

        room.Hurry(context);

        // One file whose session is named behind it is kept until the session is known.
        var upload = await reader.ReadAsync(
            context.Request, maxFiles: 1, id => id is null ? Task.FromResult<IResult?>(null) : RefuseAsync(id, caller, context),
            cancellationToken);
        if (await RefuseAsync(upload, "file", caller, context) is { } refusal)
        {
            return refusal;
        }

        var result = await intake.AddAsync(caller.Id, upload!.SessionId!, upload.Parts[0], cancellationToken);
        return result.Image is { } image
            ? TypedResults.Created(Routes.Image(image.Id), views.For(image, caller.Id))
            : result.Problem is { } problem ? Problems.From(result.Status, problem) : Problems.Invalid("sessionId", NoSession);
    }

    /// <summary>Uploads up to 16 pictures, each judged alone.</summary>
    private static async Task<IResult> UploadBatchAsync(
        CurrentUser caller, UploadRoom room, UploadReader reader, UploadIntake intake, ImageViews views, HttpContext context,
        CancellationToken cancellationToken)
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
            context.Request, Limits.BatchMaxFiles, id => id is null
                ? Task.FromResult<IResult?>(Problems.Invalid("sessionId", "Name it before the files: in the address, or in the first part."))
                : RefuseAsync(id, caller, context),
            cancellationToken);
        if (await RefuseAsync(upload, "files", caller, context) is { } refusal)
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
            var result = await intake.AddAsync(caller.Id, upload.SessionId!, part, cancellationToken);
            if (result is { Image: null, Problem: null })
            {
                return Problems.Invalid("sessionId", NoSession);
            }

            items.Add(new(part.FileName, result.Image is { } image ? views.For(image, caller.Id) : null, result.Problem));
        }

        return TypedResults.Ok(new BatchResult(items));
    }

    private const string NoSession = "Name one of your sessions.";

    /// <summary>What is wrong with the request as a whole, or what a repetition of it was answered; null when its files are to be taken in.</summary>
    private static async Task<IResult?> RefuseAsync(Upload? upload, string field, CurrentUser caller, HttpContext context)
    {
        if (upload is null)
        {
            return Problems.Invalid(field, $"Send multipart/form-data with {field} and sessionId.");
        }

        if (upload.Count == 0)
        {
            return Problems.Invalid(field, "Attach a file.");
        }

        if (upload.Refusal is { } refusal)
        {
            return refusal;
        }

        // Once more: it may have taken a while, or the session was named last.
        if (await RefuseAsync(upload.SessionId, caller, context) is { } refused)
        {
            return refused;
        }

        return context.Features.Get<IdempotentRequest>() is { } once ? await once.BeginAsync(FingerprintOf(upload)) : null;
    }

    private static ProblemHttpResult TooMany(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return Problems.Coded(
            StatusCodes.Status429TooManyRequests, "too-many-uploads", "Too many of your uploads arrive at a time. Wait for some.");
    }

    /// <summary>Why nothing may be uploaded into the session.</summary>
    private static async Task<IResult?> RefuseAsync(string? sessionId, CurrentUser caller, HttpContext context)
    {
        var sessions = context.RequestServices.GetRequiredService<SessionStore>();
        switch (sessionId is null ? null : await sessions.RoleAsync(caller.Id, sessionId))
        {
            case null:
                return Problems.Invalid("sessionId", NoSession);
            case Role.Viewer:
                return Problems.Forbidden;
        }

        if (await context.RequestServices.GetRequiredService<ThumbnailJobs>().IsFullAsync(caller.Id))
        {
            context.Response.Headers.RetryAfter = "5";
            return Problems.Coded(
                StatusCodes.Status429TooManyRequests, "too-many-uploads",
                "Too many of your uploads are still being processed. Wait a little.");
        }

        return null;
    }

    private static string FingerprintOf(Upload upload) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', upload.Parts.Select(part => $"{part.FileName}/{part.File?.Sha256}").Prepend(upload.SessionId)))));
}
