using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Operators;
using NanoBanana.Core;
using NanoBanana.Core.Jobs;

namespace NanoBanana.Api.Operators;

/// <summary>Accounts and job lists, for operators; to everybody else there is nothing here.</summary>
internal static class OperatorApi
{
    public static void AddOperators(this IServiceCollection services)
    {
        services.AddOptions<OperatorOptions>().BindConfiguration("Operators");
        services.AddSingleton<OperatorAccess>().AddSingleton<OperatorCommands>();
    }

    public static void MapOperators(this IEndpointRouteBuilder app)
    {
        var operators = app.MapGroup("").WithTags("Operators").RequireAuthorization().AddEndpointFilter(AdmitAsync);
        operators.MapUsers();
        operators.MapActions();
        operators.MapGet(Routes.OperatorHealth, CheckAsync);
        operators.MapCosts();
        var group = operators.MapGroup(Routes.OperatorJobs);
        group.MapGet("", CountAsync);
        group.MapPut("/edits", PauseAsync);
        group.MapGet("/in-hand", ListInHandAsync);
        group.MapGet("/{id}", GetAsync);
        group.MapGet("/dead", ListAsync);
        group.MapPost("/dead/{id}/retry", RetryAsync);
        group.MapDelete("/dead/{id}", DropAsync);
        group.MapPost("/dead/retry", RetryManyAsync);
        group.MapPost("/dead/drop", DropManyAsync);
    }

    /// <summary>Counts the jobs in each state.</summary>
    private static async Task<Ok<JobLists>> CountAsync(DeadJobs jobs, EditPause pause)
    {
        var counts = await jobs.CountAsync();
        return TypedResults.Ok(new JobLists(
            counts.Pending, counts.Retrying, counts.Dead, counts.Workers, [.. counts.Waits.Select(wait => wait.TotalSeconds)],
            await pause.IsPausedAsync()));
    }

    /// <summary>Keeps workers from taking edits, or lets them.</summary>
    private static async Task<NoContent> PauseAsync(PauseEditsRequest request, CurrentUser caller, OperatorCommands commands)
    {
        await commands.PauseEditsAsync(caller.Id, request.Paused!.Value);
        return TypedResults.NoContent();
    }

    /// <summary>Gets one job and its progress.</summary>
    private static async Task<Results<Ok<JobDetails>, ProblemHttpResult>> GetAsync(string id, DeadJobs jobs) =>
        await jobs.FindAsync(id) is { } job ? TypedResults.Ok(View(job)) : Problems.NotFound;

    /// <summary>Lists what each worker has in hand.</summary>
    private static async Task<Ok<JobsInHand>> ListInHandAsync(DeadJobs jobs) => TypedResults.Ok(new JobsInHand(
        [.. (await jobs.ListInHandAsync()).Select(hand => new WorkerJobs(hand.Worker, [.. hand.Jobs.Select(View)]))]));

    /// <summary>
    /// Lists the jobs that were given up, newest first; with <c>q</c> those that have each of its words in kind, reason or ids. A page may
    /// then have fewer than asked for, and still a cursor.
    /// </summary>
    private static async Task<Ok<Page<JobDetails>>> ListAsync(
        DeadJobs jobs, [QueryWords] string? q, string? cursor, [PageLimit] int? limit)
    {
        var words = q?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
        var (found, next) = await jobs.ListAsync(words, PlaceIn(cursor), limit ?? Limits.PageDefault);
        return TypedResults.Ok(new Page<JobDetails>([.. found.Select(View)], next is { } place ? Cursors.Encode($"{place}") : null));
    }

    /// <summary>The place in a list that a cursor names.</summary>
    public static long PlaceIn(string? cursor) =>
        cursor is null ? 0 : long.TryParse(Cursors.Decode(cursor), out var place) && place >= 0 ? place : throw new BadCursorException();

    /// <summary>Queues a job that was given up again.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> RetryAsync(string id, CurrentUser caller, OperatorCommands commands) =>
        await commands.RetryAsync(caller.Id, id) ? TypedResults.NoContent() : Problems.NotFound;

    /// <summary>Drops a job that was given up.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DropAsync(string id, CurrentUser caller, OperatorCommands commands) =>
        await commands.DropAsync(caller.Id, id) ? TypedResults.NoContent() : Problems.NotFound;

    /// <summary>Queues several jobs again that were given up.</summary>
    private static Task<Ok<DeadJobsResult>> RetryManyAsync(DeadJobsRequest request, CurrentUser caller, OperatorCommands commands) =>
        EachAsync(request, id => commands.RetryAsync(caller.Id, id));

    /// <summary>Drops several jobs that were given up.</summary>
    private static Task<Ok<DeadJobsResult>> DropManyAsync(DeadJobsRequest request, CurrentUser caller, OperatorCommands commands) =>
        EachAsync(request, id => commands.DropAsync(caller.Id, id));

    private static async Task<Ok<DeadJobsResult>> EachAsync(DeadJobsRequest request, Func<string, Task<bool>> act)
    {
        var done = 0;
        foreach (var id in request.Ids!.Distinct())
        {
            done += await act(id) ? 1 : 0;
        }

        return TypedResults.Ok(new DeadJobsResult(done));
    }

    /// <summary>Tells how the API and what it depends on are.</summary>
    private static async Task<Ok<SystemHealth>> CheckAsync(HealthCheckService health, CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(cancellationToken);
        return TypedResults.Ok(new SystemHealth(
            report.Status.ToString(),
            [.. report.Entries.Select(entry => new DependencyHealth(entry.Key, entry.Value.Status.ToString(), entry.Value.Description))]));
    }

    private static JobDetails View(JobRow job) =>
        new(job.Id, job.Kind, job.UserId, job.SessionId, job.Attempts, job.Progress, job.Error);

    private static async ValueTask<object?> AdmitAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        return CurrentUser.From(context.HttpContext.User) is { } caller
            && await context.HttpContext.RequestServices.GetRequiredService<OperatorAccess>().IsOperatorAsync(caller.Id)
            ? await next(context)
            : Problems.NotFound;
    }
}
