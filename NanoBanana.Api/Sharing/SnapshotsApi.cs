using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Images;
using NanoBanana.Api.Requests;
using NanoBanana.Api.Throttling;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Core;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Sharing;
using NanoBanana.Core.UseCases;

namespace NanoBanana.Api.Sharing;

/// <summary>Public, read-only copies of sessions.</summary>
internal static class SnapshotsApi
{
    public static void MapSnapshots(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Routes.SessionSnapshots("{sessionId}")).WithTags("Sharing").RequireAuthorization()
            .AddEndpointFilter<OwnersOnly>();
        group.MapGet("", ListAsync);
        group.MapPost("", CreateAsync).AddEndpointFilter<RegisteredOnly>()
            .WithMetadata(new Idempotent(), new Heavy()).WithMetadata(RequestLimits.ForFiles);
        app.MapGet(Routes.Snapshot("{id}"), GetAsync).WithTags("Sharing").AllowAnonymous().WithMetadata(new Heavy());
        app.MapDelete(Routes.Snapshot("{id}"), DeleteAsync).WithTags("Sharing").RequireAuthorization();
    }

    /// <summary>Lists the public copies of a session.</summary>
    private static async Task<Results<Ok<Page<Snapshot>>, ProblemHttpResult>> ListAsync(
        SessionId sessionId, SnapshotStore snapshots, ShareLinks links, string? cursor, [PageLimit] int? limit)
    {
        var page = await snapshots.ListAsync(sessionId, cursor, limit ?? Limits.PageDefault);
        return TypedResults.Ok(new Page<Snapshot>([.. page.Items.Select(row => View(row, links))], page.NextCursor));
    }

    /// <summary>Makes a public, read-only copy of a session, or of the pictures that are chosen.</summary>
    private static async Task<Results<Created<Snapshot>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        SessionId sessionId, CreateSnapshotRequest? request, CurrentUser caller, SnapshotMaker snapshots, ShareLinks links,
        DeterministicIdGenerator ids, CancellationToken cancellationToken)
    {
        var result = await snapshots.CreateAsync(
            caller.Id, sessionId, ids.Next(), request?.ImageIds?.ToHashSet(), request?.Messages ?? true,
            cancellationToken);
        return result switch
        {
            (CommandStatus.Ok, { } snapshot) => TypedResults.Created(Routes.Snapshot(snapshot.Code), View(snapshot, links)),
            (CommandStatus.Unknown, _) => Problems.Invalid(
                "imageIds", "Choose pictures of this session that are ready and not deleted; masks are not shown."),
            (CommandStatus.Full, _) => Problems.Full("snapshots"),
            var (refusal, _) => Problems.Of(refusal),
        };
    }

    /// <summary>Reads a public copy; needs no token.</summary>
    private static async Task<Results<Ok<SnapshotContent>, ProblemHttpResult>> GetAsync(
        string id, SnapshotStore snapshots, ImageMapper views, string? cursor, [PageLimit] int? limit)
    {
        if (await snapshots.ReadAsync(id, cursor, limit ?? Limits.MessagesPageDefault) is not var (snapshot, messages, images, next))
        {
            return Problems.NotFound;
        }

        var reader = SignedUrlAudience.OfSnapshot(snapshot.Own);
        var shown = images.Select(image => image.Id).ToHashSet();
        return TypedResults.Ok(new SnapshotContent(
            snapshot.Title, snapshot.CreatedAt, [.. messages.Select(View)],
            [.. images.Select(image => View(views.For(image, reader), shown))], next));
    }

    /// <summary>Takes a public copy away.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, CurrentUser caller, SnapshotStore snapshots) =>
        await snapshots.DeleteAsync(caller.Id, id) switch
        {
            CommandStatus.Ok => TypedResults.NoContent(),
            var refusal => Problems.Of(refusal),
        };

    private static SnapshotMessage View(Message message) =>
        new(message.Role, message.Text, message.ImageIds, message.CreatedAt, message.EditedAt);

    /// <summary>A public copy of a picture that browsers do not show is its display file.</summary>
    private static SnapshotImage View(Image image, IReadOnlySet<ImageId> shown) => new(
        image.Id, image.DisplayUrl is null ? image.FileName : Path.ChangeExtension(image.FileName, ".png"),
        image.DisplayUrl is null ? image.ContentType : ImageTypes.Display, image.Width, image.Height, image.ShownUrl, image.ThumbnailUrl,
        image.ParentId is { } parent && shown.Contains(parent) ? parent : null, image.CreatedAt);

    private static Snapshot View(SnapshotRow row, ShareLinks links) => new(row.Code, links.Snapshot(row.Code), row.CreatedAt);
}
