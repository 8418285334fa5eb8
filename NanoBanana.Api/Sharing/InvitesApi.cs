using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Core;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Sharing;

namespace NanoBanana.Api.Sharing;

/// <summary>Links with which others join; whoever has one can, so only the owner sees them.</summary>
internal static class InvitesApi
{
    public static void MapInvites(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Routes.SessionInvites("{sessionId}")).WithTags("Sharing").RequireAuthorization().AddEndpointFilter<OwnersOnly>();
        group.MapGet("", ListAsync);
        group.MapPost("", CreateAsync).WithMetadata(new Idempotent());
        group.MapDelete("/{code}", RevokeAsync);
        app.MapPost(Routes.Invite("{code}"), JoinAsync).WithTags("Sharing").RequireAuthorization();
    }

    /// <summary>Lists the invitations of a session.</summary>
    private static async Task<Results<Ok<Page<Invite>>, ProblemHttpResult>> ListAsync(
        string sessionId, InviteStore invites, ShareLinks links, string? cursor, [PageLimit] int? limit)
    {
        var page = await invites.ListAsync(sessionId, cursor, limit ?? Limits.PageDefault);
        return TypedResults.Ok(new Page<Invite>([.. page.Items.Select(item => View(item.Invite, item.Uses, links))], page.NextCursor));
    }

    /// <summary>Makes a link with which others join a session.</summary>
    private static async Task<Results<Created<Invite>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        string sessionId, CreateInviteRequest request, CurrentUser caller, InviteStore invites, ShareLinks links,
        DeterministicIdGenerator ids, TimeProvider time)
    {
        if (request.ExpiresAt <= time.GetUtcNow())
        {
            return Problems.Invalid("expiresAt", "Choose a time that is still to come.");
        }

        var (outcome, invite) = await invites.CreateAsync(caller.Id, sessionId, ids.Next(), request);
        return outcome switch
        {
            CommandResult.Ok => TypedResults.Created(Routes.SessionInvites(sessionId), View(invite!, 0, links)),
            CommandResult.Full => Problems.Full("invitations"),
            var refusal => Problems.Of(refusal),
        };
    }

    /// <summary>Revokes an invitation.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        string sessionId, string code, CurrentUser caller, InviteStore invites) =>
        await invites.RevokeAsync(caller.Id, sessionId, code) switch
        {
            CommandResult.Ok => TypedResults.NoContent(),
            var refusal => Problems.Of(refusal),
        };

    /// <summary>Joins a session by the code of an invitation.</summary>
    private static async Task<Results<Ok<Session>, ProblemHttpResult>> JoinAsync(
        string code, CurrentUser caller, InviteStore invites, SessionStore sessions)
    {
        var (outcome, sessionId) = await invites.JoinAsync(caller.Id, code);
        return outcome switch
        {
            CommandResult.Ok or CommandResult.Done when await sessions.FindAsync(caller.Id, sessionId) is { } session =>
                TypedResults.Ok(session),
            CommandResult.Full => Problems.Full("members"),
            _ => Problems.NotFound,
        };
    }

    private static Invite View(InviteRow row, int uses, ShareLinks links) => new(
        row.Code, links.Join(row.Code), row.Role,
        row.ExpiresAt is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null, row.MaxUses, uses);
}
