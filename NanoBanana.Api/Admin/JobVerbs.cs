using NanoBanana.Api.Operators;
using NanoBanana.Contracts.Operators;
using NanoBanana.Core.Jobs;

namespace NanoBanana.Api.Admin;

/// <summary>What is done about jobs.</summary>
internal static class JobVerbs
{
    private const int Page = 100;

    public static async Task<int> ListAsync(IServiceProvider services)
    {
        var jobs = services.GetRequiredService<DeadJobs>();
        var counts = await jobs.CountAsync();
        for (var priority = 0; priority < counts.Pending.Count; priority++)
        {
            Console.WriteLine(
                $"{JobLane.NameOf(priority)}: {counts.Pending[priority]} waiting, "
                + $"the longest for {counts.Waits[priority].TotalSeconds:N0} s");
        }

        Console.WriteLine($"retrying: {counts.Retrying}, given up: {counts.Dead}, loops of workers: {counts.Workers.Count}");
        if (await services.GetRequiredService<EditPause>().IsPausedAsync())
        {
            Console.WriteLine("Edits are paused.");
        }

        await foreach (var job in AllAsync(jobs))
        {
            Console.WriteLine($"{job.Id}  {job.Kind}  {job.Attempts} tries  {job.Error}");
        }

        return 0;
    }

    public static Task<int> RetryAsync(IServiceProvider services, string[] ids, bool all) => EachAsync(
        services, ids, all, services.GetRequiredService<OperatorCommands>().RetryAsync, "queued again");

    public static Task<int> DropAsync(IServiceProvider services, string[] ids, bool all) => EachAsync(
        services, ids, all, services.GetRequiredService<OperatorCommands>().DropAsync, "dropped");

    public static async Task<int> PauseAsync(IServiceProvider services, bool paused)
    {
        var isNew = await services.GetRequiredService<OperatorCommands>().PauseEditsAsync(OperatorAction.Console, paused);
        Console.WriteLine((isNew, paused) switch
        {
            (true, true) => "Workers take no more edits; those in hand are finished.",
            (true, false) => "Workers take edits again.",
            (false, true) => "Edits are paused already.",
            (false, false) => "Edits are not paused.",
        });
        return 0;
    }

    /// <returns>A failure when a job that was named is not there.</returns>
    private static async Task<int> EachAsync(
        IServiceProvider services, string[] ids, bool all, Func<UserId, string, Task<bool>> act, string done)
    {
        if (all == ids.Length > 0)
        {
            throw new AdminException("Name jobs, or say --all.");
        }

        var wanted = all
            ? await AllAsync(services.GetRequiredService<DeadJobs>()).Select(job => job.Id).ToArrayAsync()
            : [.. ids.Distinct()];
        var count = 0;
        foreach (var id in wanted)
        {
            if (await act(OperatorAction.Console, id))
            {
                count++;
            }
            else
            {
                await Console.Error.WriteLineAsync($"No job {id} was given up.");
            }
        }

        Console.WriteLine($"{count} {(count == 1 ? "job was" : "jobs were")} {done}.");
        return count == wanted.Length ? 0 : AdminApp.Failed;
    }

    private static async IAsyncEnumerable<JobRow> AllAsync(DeadJobs jobs)
    {
        for (long? skip = 0; skip is { } from;)
        {
            (var page, skip) = await jobs.ListAsync([], from, Page);
            foreach (var job in page)
            {
                yield return job;
            }
        }
    }
}
