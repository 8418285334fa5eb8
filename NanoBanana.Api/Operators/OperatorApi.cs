using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Operators;
using NanoBanana.Core;
using NanoBanana.Core.Images;
using NanoBanana.Core.Jobs;

namespace NanoBanana.Api.Operators;

/// <summary>Accounts and job lists, for operators; to everybody else there is nothing here.</summary>
internal static class OperatorApi
{
    public static void AddOperators(this IServiceCollection services) =>
        services.AddOptions<OperatorOptions>().BindConfiguration("Operators");

    public static void MapOperators(this IEndpointRouteBuilder app)
    {
        var operators = app.MapGroup("").WithTags("Operators").RequireAuthorization().AddEndpointFilter(AdmitAsync);
        operators.MapUsers();
        var group = operators.MapGroup(Routes.OperatorJobs);
        group.MapGet("", CountAsync);
        group.MapGet("/{id}", GetAsync);
        group.MapGet("/dead", ListAsync);
        group.MapPost("/dead/{id}/retry", RetryAsync);
        group.MapDelete("/dead/{id}", DropAsync);
    }

    /// <summary>Counts the jobs in each state.</summary>
    private static async Task<Ok<JobLists>> CountAsync(DeadJobs jobs)
    {
        var counts = await jobs.CountAsync();
        return TypedResults.Ok(new JobLists(counts.Pending, counts.Retrying, counts.Dead, counts.Workers));
    }

    /// <summary>Gets one job and its progress.</summary>
    private static async Task<Results<Ok<JobDetails>, ProblemHttpResult>> GetAsync(string id, DeadJobs jobs) =>
        await jobs.FindAsync(id) is { } job ? TypedResults.Ok(View(job)) : Problems.NotFound;

    /// <summary>Lists the jobs that were given up.</summary>
    private static async Task<Ok<Page<JobDetails>>> ListAsync(DeadJobs jobs, string? cursor, [PageLimit] int? limit)
    {
        var skip = cursor is null ? 0 : long.TryParse(Cursors.Decode(cursor), out var place) && place >= 0 ? place : throw new BadCursorException();
        var size = limit ?? Limits.PageDefault;
        var found = await jobs.ListAsync(skip, size + 1);
        var items = found.Take(size).Select(View);
        return TypedResults.Ok(new Page<JobDetails>([.. items], found.Count > size ? Cursors.Encode($"{skip + size}") : null));
    }

    /// <summary>Queues a job that was given up again.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> RetryAsync(string id, DeadJobs jobs, ImageStore images)
    {
        if (await jobs.FindAsync(id) is not { } job)
        {
            return Problems.NotFound;
        }

        if (job.Kind == JobKinds.Thumbnail)
        {
            await images.ReviveAsync(job.SessionId, id);
        }

        return await jobs.ReviveAsync(id) ? TypedResults.NoContent() : Problems.NotFound;
    }

    /// <summary>Drops a job that was given up.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DropAsync(string id, DeadJobs jobs) =>
        await jobs.DropAsync(id) ? TypedResults.NoContent() : Problems.NotFound;

    private static JobDetails View(JobRow job) =>
        new(job.Id, job.Kind, job.UserId, job.SessionId, job.Attempts, job.Progress, job.Error);

    private static async ValueTask<object?> AdmitAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var operators = context.HttpContext.RequestServices.GetRequiredService<IOptionsSnapshot<OperatorOptions>>().Value.UserIds;
        return CurrentUser.From(context.HttpContext.User) is { } caller && operators.Contains(caller.Id)
            ? await next(context)
            : Problems.NotFound;
    }
}
