using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Images.References;
using NanoBanana.Core.Sessions;

namespace NanoBanana.Api.Images;

/// <summary>Pictures that are kept at hand, and copies of pictures in other sessions.</summary>
internal static class ReferencesApi
{
    public static void MapReferences(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithTags("References").RequireAuthorization();
        group.MapGet(Routes.SessionReferences("{sessionId}"), ListAsync);
        group.MapPost(Routes.SessionReferences("{sessionId}"), CreateAsync).WithMetadata(new Idempotent());
        group.MapPut(Routes.Reference("{id}"), RenameAsync);
        group.MapDelete(Routes.Reference("{id}"), DeleteAsync);
        group.MapPost(Routes.CopyImage("{id}"), CopyAsync).WithMetadata(new Idempotent());
    }

    /// <summary>Lists the pictures that a session and the caller keep at hand.</summary>
    private static async Task<Results<Ok<Page<Reference>>, ProblemHttpResult>> ListAsync(
        SessionId sessionId, CurrentUser caller, SessionStore sessions, ReferenceStore references, ImageMapper mapper, string? cursor,
        [PageLimit] int? limit)
    {
        if (await sessions.RoleAsync(caller.Id, sessionId) is null)
        {
            return Problems.NotFound;
        }

        var page = await references.ListAsync(caller.Id, sessionId, cursor, limit ?? Limits.PageDefault);
        return TypedResults.Ok(new Page<Reference>(
            [.. page.Items.Select(item => item.Reference with { Image = mapper.For(item.Image, caller.Id) })], page.NextCursor));
    }

    /// <summary>Keeps a picture at hand, to be sent along with edits.</summary>
    private static async Task<Results<Created<Reference>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        SessionId sessionId, CreateReferenceRequest request, CurrentUser caller, SessionStore sessions, ReferenceStore references,
        DeterministicIdGenerator ids, TimeProvider time)
    {
        switch (await sessions.RoleAsync(caller.Id, sessionId))
        {
            case null:
                return Problems.NotFound;
            case Role.Viewer:
                return Problems.Forbidden;
        }

        if (string.IsNullOrWhiteSpace(request.Name))
        {
            return Problems.Invalid("name", "Give it a name.");
        }

        var isShared = request.Shared ?? true;
        var result = await references.CreateAsync(sessionId, new(
            isShared ? ids.NextIn(sessionId) : ids.NextOf(caller.Id), isShared ? sessionId : null, caller.Id, request.ImageId!.Value,
            request.Name.Trim(), time.GetUtcNow()));
        return result switch
        {
            (CommandStatus.Ok, { } reference) => TypedResults.Created(Routes.Reference(reference.Id), reference),
            (CommandStatus.Unknown, _) => Problems.Invalid("imageId", "Name an image of this session that is there."),
            (CommandStatus.Full, _) => Problems.Conflict(
                $"{Limits.ReferencesMax} pictures are at hand already. Take some off the shelf first."),
            var (refusal, _) => Problems.Of(refusal),
        };
    }

    /// <summary>Gives a picture at hand another name.</summary>
    private static async Task<Results<Ok<Reference>, ValidationProblem, ProblemHttpResult>> RenameAsync(
        string id, UpdateReferenceRequest request, CurrentUser caller, ReferenceStore references) =>
        string.IsNullOrWhiteSpace(request.Name)
            ? Problems.Invalid("name", "Give it a name.")
            : await references.RenameAsync(caller.Id, id, request.Name.Trim()) switch
            {
                (CommandStatus.Ok, { } reference) => TypedResults.Ok(reference),
                var (refusal, _) => Problems.Of(refusal),
            };

    /// <summary>Takes a picture off the shelf. The picture stays.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id, CurrentUser caller, ReferenceStore references) => await references.DeleteAsync(caller.Id, id) switch
        {
            CommandStatus.Ok => TypedResults.NoContent(),
            var refusal => Problems.Of(refusal),
        };

    /// <summary>Copies a picture into another session.</summary>
    private static async Task<Results<Created<Image>, ValidationProblem, ProblemHttpResult>> CopyAsync(
        ImageId id, CopyImageRequest request, CurrentUser caller, ImageCopier copier, ImageMapper mapper, DeterministicIdGenerator ids,
        CancellationToken cancellationToken)
    {
        if (request.SessionId is not { } target || !Id.IsOwn(target))
        {
            return Problems.Invalid("sessionId", "Name a session in which you are an editor.");
        }

        var result = await copier.CopyAsync(caller.Id, id, new(ids.NextIn(target)), target, cancellationToken);
        return result switch
        {
            (CommandStatus.Ok, { } image) => TypedResults.Created(Routes.Image(image.Id), mapper.For(image, caller.Id)),
            (CommandStatus.Unknown, _) => Problems.Invalid("sessionId", "Name a session that you edit, and a picture that is ready."),
            var (refusal, _) => Problems.Of(refusal),
        };
    }
}
