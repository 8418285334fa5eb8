using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Core;
using NanoBanana.Core.Edits.Runs;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.UseCases;

namespace NanoBanana.Api.Recipes;

/// <summary>Recipes at work on many pictures.</summary>
internal static class RunsApi
{
    public static void MapRuns(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithTags("Recipes").RequireAuthorization();
        group.MapPost(Routes.RecipeRuns("{id}"), StartAsync).AddEndpointFilter<RegisteredOnly>().WithMetadata(new Idempotent());
        group.MapGet(Routes.SessionRuns("{sessionId}"), ListAsync);
        group.MapGet(Routes.Run("{id}"), GetAsync);
        group.MapPut(Routes.Run("{id}"), UpdateAsync);
        group.MapDelete(Routes.Run("{id}"), CancelAsync);
        group.MapPost(Routes.RetryRun("{id}"), RetryAsync).AddEndpointFilter<RegisteredOnly>().WithMetadata(new Idempotent());
    }

    /// <summary>Runs a recipe on pictures, one result each; the answer comes before the work is done.</summary>
    private static async Task<Results<Accepted<Run>, ValidationProblem, ProblemHttpResult>> StartAsync(
        string id, CreateRunRequest request, CurrentUser caller, RunStarter starter, DeterministicIdGenerator ids,
        CancellationToken cancellationToken) =>
        await starter.StartAsync(caller.Id, id, request, ids.Next, cancellationToken) switch
        {
            RunAnswer.Started { Run: var run } => TypedResults.Accepted(Routes.Run(run.Id), run),
            RunAnswer.Refused refused => Problems.Invalid(refused.Field, refused.Message),
            RunAnswer.Conflict conflict => Problems.Conflict(conflict.Detail),
            RunAnswer.NotAllowed { Status: var refusal } => Problems.Of(refusal),
            _ => Problems.NotFound,
        };

    /// <summary>Lists the runs of a session, without their failures.</summary>
    private static async Task<Results<Ok<Page<Run>>, ProblemHttpResult>> ListAsync(
        SessionId sessionId, CurrentUser caller, SessionStore sessions, RunStore runs, string? cursor, [PageLimit] int? limit) =>
        await sessions.RoleAsync(caller.Id, sessionId) is null
            ? Problems.NotFound
            : TypedResults.Ok(await runs.ListAsync(sessionId, cursor, limit ?? Limits.PageDefault));

    /// <summary>Gets a run, its progress and its failures.</summary>
    private static async Task<Results<Ok<Run>, ProblemHttpResult>> GetAsync(string id, CurrentUser caller, RunStore runs) =>
        await runs.FindAsync(caller.Id, id) is { } found ? TypedResults.Ok(await runs.WithFailuresAsync(found.Run)) : Problems.NotFound;

    /// <summary>Pauses a run, or lets it go on.</summary>
    private static async Task<Results<Ok<Run>, ValidationProblem, ProblemHttpResult>> UpdateAsync(
        string id, UpdateRunRequest request, CurrentUser caller, RunStore runs) =>
        await runs.UpdateAsync(caller.Id, id, request.Paused!.Value, request.MaxUnits) switch
        {
            (CommandStatus.Ok, { } run) => TypedResults.Ok(await runs.WithFailuresAsync(run)),
            (CommandStatus.Done, _) => Problems.Conflict("It is over: nothing is left to pause. Retry what failed, or start another run."),
            var (refusal, _) => Problems.Of(refusal),
        };

    /// <summary>Cancels a run. Its results so far stay.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(string id, CurrentUser caller, RunStore runs) =>
        await runs.CancelAsync(caller.Id, id) switch
        {
            CommandStatus.Ok => TypedResults.NoContent(),
            CommandStatus.Done => Problems.Conflict("It is over: there is nothing left to cancel."),
            var refusal => Problems.Of(refusal),
        };

    /// <summary>Tries the failed pictures of a run once more.</summary>
    private static async Task<Results<Accepted<Run>, ProblemHttpResult>> RetryAsync(string id, CurrentUser caller, RunStore runs) =>
        await runs.RetryAsync(caller.Id, id) switch
        {
            (CommandStatus.Ok, { } run) => TypedResults.Accepted(Routes.Run(run.Id), run),
            (CommandStatus.Done, _) => Problems.Conflict("No picture of it failed, or it was cancelled."),
            (CommandStatus.Full, _) => Problems.Conflict("As many runs go on in this session as may. Wait for one, or cancel one."),
            var (refusal, _) => Problems.Of(refusal),
        };
}
