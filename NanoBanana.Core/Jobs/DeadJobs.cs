using System.Globalization;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Jobs;

/// <summary>A job as it is kept.</summary>
internal sealed record JobRow(
    string Id, string Kind, UserId UserId, SessionId SessionId, int Attempts, double Progress, string Error, bool IsDead);

/// <summary>How full the job lists are.</summary>
internal sealed record JobCounts(
    IReadOnlyList<long> Pending, long Retrying, long Dead, IReadOnlyDictionary<string, long> Workers, IReadOnlyList<TimeSpan> Waits);

/// <summary>What an operator sees of the job lists, and does about jobs that were given up.</summary>
internal sealed class DeadJobs(IDatabase database)
{
    private const int Batch = 200;
    private const int MostLookedAt = 2_000;

    public async Task<JobCounts> CountAsync()
    {
        var counts = (await DeadJobScripts.Count.EvaluateAsync(database, JobKeys.And(), JobPriorities.Count)).Items();
        var lanes = counts[..(2 * JobPriorities.Count)].Chunk(2).ToList();
        var rest = counts[(2 * JobPriorities.Count)..];
        return new(
            [.. lanes.Select(lane => (long)lane[0])], (long)rest[0], (long)rest[1],
            rest[2..].Chunk(2).ToDictionary(worker => worker[0].Text(), worker => (long)worker[1]),
            [.. lanes.Select(lane => TimeSpan.FromMilliseconds((long)lane[1]))]);
    }

    /// <summary>
    /// Newest first. With words, those that have each of them in kind, reason, or the id of job, user or session; one call looks at so many
    /// jobs and no more, so that a page may then be short, or empty, while there is a next one.
    /// </summary>
    public async Task<DeadJobPage> ListAsync(IReadOnlyList<string> words, long skip, int count)
    {
        var found = new List<JobRow>();
        var last = skip + MostLookedAt;
        while (found.Count < count && skip < last)
        {
            // One more than is wanted, to know whether there is a next one.
            var wanted = words.Count > 0 ? Batch : count;
            var ids = await database.ListRangeAsync(JobKeys.Dead, skip, skip + wanted);
            foreach (var job in await Task.WhenAll(ids.Take(wanted).Select(id => FindAsync(id.Text()))))
            {
                if (found.Count == count)
                {
                    return new(found, skip);
                }

                skip++;
                found.AddRange(job is not null && HasAll(job, words) ? [job] : []);
            }

            if (ids.Length <= wanted)
            {
                return new(found, null);
            }
        }

        return new(found, skip);
    }

    /// <summary>What each worker has in hand, the longest in hand first.</summary>
    public async Task<IReadOnlyList<JobsInWork>> ListInHandAsync()
    {
        var workers = await database.SortedSetRangeByRankAsync(JobKeys.Workers);
        return await Task.WhenAll(workers.Select(worker => worker.Text()).Order(StringComparer.Ordinal).Select(async worker =>
        {
            var ids = await database.ListRangeAsync(JobKeys.Hand(worker));
            var jobs = await Task.WhenAll(ids.Select(id => FindAsync(id.Text())));
            return new JobsInWork(worker, [.. jobs.OfType<JobRow>()]);
        }));
    }

    private static bool HasAll(JobRow job, IReadOnlyList<string> words) => words.All(word =>
        ((string[])[job.Kind, job.Error, job.Id, job.UserId, job.SessionId])
            .Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase)));

    /// <summary>A job that is about, dead or not.</summary>
    public async Task<JobRow?> FindAsync(string id)
    {
        var fields = (await database.HashGetAllAsync(JobKeys.Row(id))).Fields();
        return fields.TryGetValue("kind", out var kind)
            ? new(id, kind, new(fields["user"]), new(fields["session"]), int.Parse(fields["attempts"]),
                double.Parse(fields.GetValueOrDefault("progress", "0"), CultureInfo.InvariantCulture),
                fields.GetValueOrDefault("error", ""), fields.ContainsKey("dead"))
            : null;
    }

    public async Task<bool> ReviveAsync(string id) =>
        (long)await DeadJobScripts.Revive.EvaluateAsync(database, JobKeys.And(JobKeys.Row(id)), id) == 1;

    public async Task<bool> DropAsync(string id) =>
        (long)await DeadJobScripts.Drop.EvaluateAsync(database, JobKeys.And(JobKeys.Row(id)), id) == 1;
}

/// <summary>A page of dead jobs.</summary>
/// <param name="Next">Where the list goes on; null at its end.</param>
internal readonly record struct DeadJobPage(IReadOnlyList<JobRow> Jobs, long? Next);

/// <summary>What a worker has in hand.</summary>
internal readonly record struct JobsInWork(string Worker, IReadOnlyList<JobRow> Jobs);
