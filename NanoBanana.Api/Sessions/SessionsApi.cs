using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Api.Throttling;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Sessions;

namespace NanoBanana.Api.Sessions;

internal static class SessionsApi
{
    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Routes.Sessions).WithTags("Sessions").RequireAuthorization();
        group.MapGet("", ListAsync).WithMetadata(new Heavy("q"));
        group.MapPost("", CreateAsync).WithMetadata(new Idempotent());
        group.MapGet("/{id}", GetAsync);
        group.MapPut("/{id}", RenameAsync);
        group.MapDelete("/{id}", DeleteAsync);
        group.MapPost("/{id}/restore", RestoreAsync).WithMetadata(new Idempotent());
    }

    /// <summary>Lists and searches sessions, last changed first.</summary>
    private static async Task<JsonPageResult<Session>> ListAsync(
        CurrentUser caller, SessionList sessions, [QueryWords] string? q, string? cursor, [PageLimit] int? limit,
        CancellationToken cancellationToken) =>
        new(await sessions.ReadAsync(caller.Id, q, cursor, limit ?? Limits.PageDefault, cancellationToken));

    /// <summary>Creates a session.</summary>
    private static async Task<Created<Session>> CreateAsync(
        CreateSessionRequest? request, CurrentUser caller, SessionStore sessions, DeterministicIdGenerator ids)
    {
        var session = await sessions.CreateAsync(caller.Id, new(ids.Next()), request?.Title?.Trim() ?? "");
        return TypedResults.Created(Routes.Session(session.Id), session);
    }

    /// <summary>Gets a session.</summary>
    private static async Task<Results<Ok<Session>, ProblemHttpResult>> GetAsync(SessionId id, CurrentUser caller, SessionStore sessions) =>
        await sessions.FindAsync(caller.Id, id) is { } session ? TypedResults.Ok(session) : Problems.NotFound;

    /// <summary>Renames a session.</summary>
    private static async Task<Results<Ok<Session>, ValidationProblem, ProblemHttpResult>> RenameAsync(
        SessionId id, UpdateSessionRequest request, CurrentUser caller, SessionStore sessions)
    {
        if (string.IsNullOrWhiteSpace(request.Title))
        {
            return Problems.Invalid("title", "Enter a title.");
        }

        return await sessions.RenameAsync(caller.Id, id, request.Title.Trim()) switch
        {
            CommandStatus.Ok when await sessions.FindAsync(caller.Id, id) is { } session => TypedResults.Ok(session),
            var refusal => Problems.Of(refusal),
        };
    }

    /// <summary>Deletes a session; it can be restored for 10 minutes.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(SessionId id, CurrentUser caller, SessionStore sessions) =>
        await sessions.DeleteAsync(caller.Id, id) switch
        {
            CommandStatus.Ok => TypedResults.NoContent(),
            var refusal => Problems.Of(refusal),
        };

    /// <summary>Restores a deleted session.</summary>
    private static async Task<Results<Ok<Session>, ProblemHttpResult>> RestoreAsync(
        SessionId id, CurrentUser caller, SessionStore sessions) =>
        await sessions.RestoreAsync(caller.Id, id) is { } session ? TypedResults.Ok(session) : Problems.NotFound;
}
