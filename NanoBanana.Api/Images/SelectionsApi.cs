using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Throttling;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Images;

namespace NanoBanana.Api.Images;

/// <summary>Masks from clicks, boxes and the subject.</summary>
internal static class SelectionsApi
{
    private const string Nothing = "Name points, a box, or the subject.";

    public static void MapSelections(this IEndpointRouteBuilder app) =>
        app.MapPost(Routes.Selections("{id}"), SelectAsync).WithTags("Images").RequireAuthorization().WithMetadata(RateLimitPolicy.Uploads)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>Selects something in a picture and keeps the mask in its session.</summary>
    private static async Task<Results<Ok<Selection>, ValidationProblem, ProblemHttpResult>> SelectAsync(
        ImageId id, SelectionRequest request, CurrentUser caller, ImageStore images, UploadAdmission admission, Selections selections,
        HttpContext context, CancellationToken cancellationToken)
    {
        if (await images.FindAsync(caller.Id, id) is not { } found)
        {
            return Problems.NotFound;
        }

        if (FindFault(request, found.Image) is { } fault)
        {
            return fault;
        }

        var admitted = await admission.AskAsync(caller.Id, found.Image.SessionId, context.Response);
        if (admitted.Refusal is { } refusal)
        {
            return refusal is ValidationProblem invalid ? invalid : (ProblemHttpResult)refusal;
        }

        var result = await selections.SelectAsync(found.Image, request, caller.Id, cancellationToken);
        return result switch
        {
            { Answer: { Refusal: { } words } refused } =>
                await RefuseAsync(words, selections, found.Image, refused, caller, admitted.OwnerId, cancellationToken),
            { Answer: { } answer } => await KeepAsync(selections, found.Image, answer, caller, admitted.OwnerId, cancellationToken),
            { State: SelectionState.TooMany } => Later(context, StatusCodes.Status429TooManyRequests, "too-many-edits",
                "Too many of your edits are waiting. Wait for some."),
            { State: SelectionState.BeingMade } => Later(context, StatusCodes.Status503ServiceUnavailable, "busy",
                "The workers are busy. Ask again in a moment: what was begun goes on."),
            _ => Problems.Coded(StatusCodes.Status422UnprocessableEntity, "nothing-selected",
                "The selection failed every time it was tried. Mark the thing with the brush."),
        };
    }

    private static async Task<Results<Ok<Selection>, ValidationProblem, ProblemHttpResult>> KeepAsync(
        Selections selections, ImageRow image, Core.Images.Selections.SelectionAnswer answer, CurrentUser caller, UserId ownerId,
        CancellationToken cancellationToken)
    {
        var kept = await selections.KeepAsync(image, answer, caller.Id, ownerId, cancellationToken);
        return kept.Image is { } mask ? TypedResults.Ok(new Selection(mask.Id, answer.Confidence, answer.Coverage))
            : kept.Problem is { } problem ? Problems.From(kept.Status, problem)
            : Problems.NotFound;
    }

    /// <summary>A mask that is too weak to be used is shown all the same, where there is room for it.</summary>
    private static async Task<ProblemHttpResult> RefuseAsync(
        string words, Selections selections, ImageRow image, Core.Images.Selections.SelectionAnswer answer, CurrentUser caller,
        UserId ownerId, CancellationToken cancellationToken)
    {
        var kept = answer.Mask.Length == 0 ? null
            : (await selections.KeepAsync(image, answer, caller.Id, ownerId, cancellationToken)).Image;
        return TypedResults.Problem(
            statusCode: StatusCodes.Status422UnprocessableEntity, detail: words,
            extensions: kept is null ? [new("code", "nothing-selected")] : [new("code", "nothing-selected"), new("maskImageId", kept.Id)]);
    }

    private static ValidationProblem? FindFault(SelectionRequest request, ImageRow image)
    {
        var points = request.Points ?? [];
        if (points.Count == 0 && request is { Box: null, Subject: false })
        {
            return Problems.Invalid("points", Nothing);
        }

        if (points.Count > Limits.SelectionMaxPoints)
        {
            return Problems.Invalid("points", $"Send {Limits.SelectionMaxPoints} points at most.");
        }

        if (points.Any(point => point is null || point.X < 0 || point.Y < 0 || point.X >= image.Width || point.Y >= image.Height))
        {
            return Problems.Invalid("points", $"The picture is {image.Width} × {image.Height} pixels; every point lies in it.");
        }

        if (points.Count > 0 && request is { Box: null, Subject: false } && !points.Any(point => point.Keep))
        {
            return Problems.Invalid("points", "Name at least one point on the thing.");
        }

        return request.Box is { } box
            && (box.X < 0 || box.Y < 0 || box.Width < 4 || box.Height < 4 || box.X > image.Width - box.Width
                || box.Y > image.Height - box.Height)
            ? Problems.Invalid("box",
                $"A box is at least 4 pixels wide and high, and lies in the picture of {image.Width} × {image.Height} pixels.")
            : null;
    }

    private static ProblemHttpResult Later(HttpContext context, int status, string code, string words)
    {
        context.Response.Headers.RetryAfter = "2";
        return Problems.Coded(status, code, words);
    }
}
