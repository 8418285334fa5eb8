using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Api.Throttling;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Core;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Sharing;
using NanoBanana.Core.Storage;
using NanoBanana.Core.UseCases;

namespace NanoBanana.Api.Sharing;

/// <summary>Links with which others join; whoever has one can, so only the owner sees them.</summary>
internal static class InvitesApi
{
    public static void MapInvites(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Routes.SessionInvites("{sessionId}")).WithTags("Sharing").RequireAuthorization()
            .AddEndpointFilter<OwnersOnly>();
        group.MapGet("", ListAsync);
        group.MapPost("", CreateAsync).AddEndpointFilter<RegisteredOnly>().WithMetadata(new Idempotent());
        group.MapDelete("/{code}", RevokeAsync);
        app.MapGet(Routes.Invite("{code}"), PreviewAsync).WithTags("Sharing").AllowAnonymous();
        app.MapGet(Routes.InviteThumbnail("{code}"), SendThumbnailAsync).WithTags("Sharing").AllowAnonymous()
            .WithMetadata(RequestLimits.ForFiles)
            .Produces(StatusCodes.Status200OK, null, "image/webp").ProducesProblem(StatusCodes.Status404NotFound);
        app.MapPost(Routes.Invite("{code}"), JoinAsync).WithTags("Sharing").RequireAuthorization();
    }

    /// <summary>Lists the invitations of a session.</summary>
    private static async Task<Results<Ok<Page<Invite>>, ProblemHttpResult>> ListAsync(
        SessionId sessionId, InviteStore invites, ShareLinks links, string? cursor, [PageLimit] int? limit)
    {
        var page = await invites.ListAsync(sessionId, cursor, limit ?? Limits.PageDefault);
        return TypedResults.Ok(new Page<Invite>([.. page.Items.Select(item => View(item.Invite, item.Uses, links))], page.NextCursor));
    }

    /// <summary>Makes a link with which others join a session.</summary>
    private static async Task<Results<Created<Invite>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        SessionId sessionId, CreateInviteRequest request, CurrentUser caller, InviteStore invites, ShareLinks links,
        DeterministicIdGenerator ids, TimeProvider time)
    {
        if (request.ExpiresAt <= time.GetUtcNow())
        {
            return Problems.Invalid("expiresAt", "Choose a time that is still to come.");
        }

        var result = await invites.CreateAsync(caller.Id, sessionId, ids.Next(), request);
        return result switch
        {
            (CommandStatus.Ok, { } invite) => TypedResults.Created(Routes.SessionInvites(sessionId), View(invite, 0, links)),
            (CommandStatus.Full, _) => Problems.Full("invitations"),
            var (refusal, _) => Problems.Of(refusal),
        };
    }

    /// <summary>Revokes an invitation.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        SessionId sessionId, string code, CurrentUser caller, InviteStore invites) =>
        await invites.RevokeAsync(caller.Id, sessionId, code) switch
        {
            CommandStatus.Ok => TypedResults.NoContent(),
            var refusal => Problems.Of(refusal),
        };

    /// <summary>Tells what an invitation leads to; needs no token.</summary>
    private static async Task<Results<Ok<InvitePreview>, ProblemHttpResult>> PreviewAsync(
        string code, InviteReader reader, RegistrationRule registration)
    {
        if (await reader.ReadAsync(code) is not var (invite, inviter, cover))
        {
            return Problems.NotFound;
        }

        return TypedResults.Ok(new InvitePreview(
            inviter, invite.Title, invite.Role, cover is null ? null : Routes.InviteThumbnail(code),
            await registration.RefuseAsync(code) is null, registration.RefuseGuests() is null));
    }

    /// <summary>Gets a thumbnail of the newest picture of the session that an invitation leads to; needs no token.</summary>
    private static async Task<IResult> SendThumbnailAsync(
        string code, InviteReader reader, IObjectStore store, HttpContext context, CancellationToken cancellationToken)
    {
        if (await reader.FindCoverAsync(code) is not { } cover
            || await store.OpenAsync(ObjectKeys.Thumbnail(cover.Sha256), cancellationToken) is not { } thumbnail)
        {
            return Problems.NotFound;
        }

        // It ends with the invitation, and another picture may be the newest soon.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Stream(thumbnail, "image/webp");
    }

    /// <summary>Joins a session by the code of an invitation.</summary>
    private static async Task<Results<Ok<Session>, ProblemHttpResult>> JoinAsync(
        string code, CurrentUser caller, InviteStore invites, SessionStore sessions)
    {
        return await invites.JoinAsync(caller.Id, code) switch
        {
            (CommandStatus.Ok, var sessionId) when await sessions.FindAsync(caller.Id, sessionId) is { } session =>
                TypedResults.Ok(session),
            (CommandStatus.Full, _) => Problems.Full("members"),
            _ => Problems.NotFound,
        };
    }

    private static Invite View(InviteRow row, int uses, ShareLinks links) => new(
        row.Code, links.Join(row.Code), row.Role,
        row.ExpiresAt is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null, row.MaxUses, uses);
}
