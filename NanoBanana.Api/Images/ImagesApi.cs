using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Api.Throttling;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Core;
using NanoBanana.Core.Images;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.UseCases;

namespace NanoBanana.Api.Images;

internal static class ImagesApi
{
    public static void MapImages(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Routes.Images).WithTags("Images").RequireAuthorization();
        group.MapGet("", ListAsync).WithMetadata(new Heavy("q", "engine", "after", "before", "starred", "tag", "deleted"));
        group.MapGet("/session/{sessionId}", ListOfSessionAsync);
        group.MapGet("/{id}", GetAsync);
        group.MapGet("/{id}/lineage", GetLineageAsync).WithMetadata(new Heavy());
        group.MapPut("/{id}", UpdateAsync);
        group.MapDelete("/{id}", DeleteAsync);
        group.MapPost("/{id}/restore", RestoreAsync).WithMetadata(new Idempotent());
    }

    /// <summary>Lists and searches all pictures the caller can see, or what they may restore from the bin.</summary>
    private static async Task<Results<Ok<Page<Image>>, ProblemHttpResult>> ListAsync(
        CurrentUser caller, ImageList images, SessionStore sessions, ImageMapper views,
        [QueryWords] string? q, [IdLength] SessionId? sessionId, [StringLength(Limits.EngineMaxLength)] string? engine,
        DateTimeOffset? after, DateTimeOffset? before, bool? starred, [StringLength(Limits.TagMaxLength)] string? tag, bool? deleted,
        string? cursor, [PageLimit] int? limit, CancellationToken cancellationToken)
    {
        var query = ImageQuery.From(q, sessionId, engine, after, before, starred, tag, deleted is true);
        return query.SessionId is { } id && await sessions.RoleAsync(caller.Id, id) is null
            ? Problems.NotFound
            : TypedResults.Ok(View(
                await images.OfUserAsync(caller.Id, query, cursor, limit ?? Limits.PageDefault, cancellationToken), views, caller));
    }

    /// <summary>Lists the pictures of a session, newest first.</summary>
    private static async Task<Results<Ok<Page<Image>>, ProblemHttpResult>> ListOfSessionAsync(
        SessionId sessionId, CurrentUser caller, SessionStore sessions, ImageList images, ImageMapper views,
        string? cursor, [PageLimit] int? limit) =>
        await sessions.RoleAsync(caller.Id, sessionId) is null
            ? Problems.NotFound
            : TypedResults.Ok(View(await images.OfSessionAsync(sessionId, cursor, limit ?? Limits.PageDefault), views, caller));

    /// <summary>Gets a picture, with signed URLs.</summary>
    private static async Task<Results<Ok<Image>, ProblemHttpResult>> GetAsync(
        ImageId id, CurrentUser caller, ImageStore images, ImageMapper views) =>
        await images.FindAsync(caller.Id, id) is { } found ? TypedResults.Ok(views.For(found.Image, caller.Id)) : Problems.NotFound;

    /// <summary>Gets every version that a picture came from or led to.</summary>
    private static async Task<Results<Ok<Lineage>, ProblemHttpResult>> GetLineageAsync(
        ImageId id, CurrentUser caller, ImageStore images, LineageReader lineage, ImageMapper views)
    {
        if (await images.FindAsync(caller.Id, id) is not { } found)
        {
            return Problems.NotFound;
        }

        var (nodes, edges) = await lineage.ReadAsync(found.Image);
        return TypedResults.Ok(new Lineage([.. nodes.Select(row => views.For(row, caller.Id))], edges));
    }

    /// <summary>Stars a picture or sets its tags, for all members of its session.</summary>
    private static async Task<Results<Ok<Image>, ValidationProblem, ProblemHttpResult>> UpdateAsync(
        ImageId id, UpdateImageRequest request, CurrentUser caller, ImageLabels labels, ImageMapper views)
    {
        var tags = request.Tags is null ? null : ImageTags.Parse(request.Tags);
        if (request.Tags is not null && tags is null)
        {
            return Problems.Invalid("tags", ImageTags.Rule);
        }

        var result = await labels.UpdateAsync(caller.Id, id, request.Starred, tags);
        return result switch
        {
            (CommandStatus.Ok, { } image) => TypedResults.Ok(views.For(image, caller.Id)),
            (CommandStatus.Done, _) => Problems.Conflict("Others are changing this image. Read it again and try once more."),
            var (refusal, _) => Problems.Of(refusal),
        };
    }

    /// <summary>Puts a picture into the bin for 30 days, or removes it for good.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        ImageId id, bool? permanently, CurrentUser caller, ImageBin bin) =>
        await bin.DeleteAsync(caller.Id, id, permanently is true) switch
        {
            CommandStatus.Ok => TypedResults.NoContent(),
            var refusal => Problems.Of(refusal),
        };

    /// <summary>Restores a picture from the bin.</summary>
    private static async Task<Results<Ok<Image>, ProblemHttpResult>> RestoreAsync(
        ImageId id, CurrentUser caller, ImageBin bin, ImageMapper views)
    {
        var result = await bin.RestoreAsync(caller.Id, id);
        return result.IsOk ? TypedResults.Ok(views.For(result.Value, caller.Id)) : Problems.Of(result.Status);
    }

    private static Page<Image> View(Page<ImageRow> page, ImageMapper views, CurrentUser caller) =>
        new([.. page.Items.Select(row => views.For(row, caller.Id))], page.NextCursor);
}
