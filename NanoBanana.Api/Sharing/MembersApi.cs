using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Core;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Sharing;

namespace NanoBanana.Api.Sharing;

/// <summary>Who may open a session.</summary>
internal static class MembersApi
{
    public static void MapMembers(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Routes.Members("{sessionId}")).WithTags("Sharing").RequireAuthorization();
        group.MapGet("", ListAsync);
        group.MapPost("", AddAsync).AddEndpointFilter<RegisteredOnly>().WithMetadata(new Idempotent());
        group.MapDelete("/{userId}", RemoveAsync);
    }

    /// <summary>Lists who may open a session.</summary>
    private static async Task<Results<Ok<Page<Member>>, ProblemHttpResult>> ListAsync(
        SessionId sessionId, CurrentUser caller, SessionStore sessions, MemberStore members, string? cursor, [PageLimit] int? limit) =>
        await sessions.RoleAsync(caller.Id, sessionId) is null
            ? Problems.NotFound
            : TypedResults.Ok(await members.ListAsync(sessionId, cursor, limit ?? Limits.PageDefault));

    /// <summary>Shares a session with a user, or changes their role.</summary>
    private static async Task<Results<Created<Member>, Ok<Member>, ValidationProblem, ProblemHttpResult>> AddAsync(
        SessionId sessionId, AddMemberRequest request, CurrentUser caller, SessionStore sessions, MemberStore members, ShareRule rule,
        HttpContext context)
    {
        // Who may not share learns nothing about accounts.
        if (await sessions.RoleAsync(caller.Id, sessionId) is not Role.Owner and var role)
        {
            return role is null ? Problems.NotFound : Problems.Forbidden;
        }

        var found = await rule.FindAsync(request.Login!);
        var isNewcomer = found is not { } known || await sessions.RoleAsync(known, sessionId) is null;
        if (found is not { } userId || isNewcomer && await rule.IsBlockedAsync(caller.Id, userId))
        {
            return Problems.Invalid("login", "Nobody goes by this user name.");
        }

        if (isNewcomer && await rule.CountAsync(caller.Id, userId, context) is { } wait)
        {
            return wait;
        }

        var result = await members.AddAsync(caller.Id, sessionId, userId, request.Role!.Value);
        return result switch
        {
            (CommandStatus.Ok, { IsNew: true } added) =>
                TypedResults.Created(Routes.Members(sessionId), await members.ViewAsync(added.Member)),
            (CommandStatus.Ok, { } changed) => TypedResults.Ok(await members.ViewAsync(changed.Member)),
            (CommandStatus.Unknown, _) => Problems.Invalid("login", "This is the owner, who stays the owner."),
            (CommandStatus.Full, _) => Problems.Full("members"),
            var (refusal, _) => Problems.Of(refusal),
        };
    }

    /// <summary>Removes a member; anyone may remove themselves.</summary>
    /// <param name="block">When the caller leaves: keeps the session's owner from sharing with the caller again.</param>
    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> RemoveAsync(
        SessionId sessionId, UserId userId, CurrentUser caller, SessionStore sessions, MemberStore members,
        BlockStore blocks, bool block = false)
    {
        if (block && userId != caller.Id)
        {
            return Problems.Invalid("block", "Only who leaves can block the owner.");
        }

        if (block && await sessions.ReadAsync(caller.Id, sessionId) is { Role: not Role.Owner } left)
        {
            await blocks.BlockAsync(caller.Id, left.Session.OwnerId);
        }

        return await members.RemoveAsync(caller.Id, sessionId, userId) switch
        {
            CommandStatus.Ok => TypedResults.NoContent(),
            var refusal => Problems.Of(refusal),
        };
    }
}
