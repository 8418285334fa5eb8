using System.Globalization;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Jobs;

/// <summary>A job as it is kept.</summary>
internal sealed record JobRow(
    string Id, string Kind, string UserId, string SessionId, int Attempts, double Progress, string Error, bool IsDead);

/// <summary>How full the job lists are.</summary>
internal sealed record JobCounts(
    IReadOnlyList<long> Pending, long Retrying, long Dead, IReadOnlyDictionary<string, long> Workers, IReadOnlyList<TimeSpan> Waits);

/// <summary>What an operator sees of the job lists, and does about jobs that were given up.</summary>
internal sealed class DeadJobs(IDatabase database)
{
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

    /// <summary>Newest first.</summary>
    public async Task<List<JobRow>> ListAsync(long skip, int count)
    {
        var ids = await database.ListRangeAsync(JobKeys.Dead, skip, skip + count - 1);
        var jobs = await Task.WhenAll(ids.Select(id => FindAsync(id.Text())));
        return [.. jobs.OfType<JobRow>()];
    }

    /// <summary>A job that is about, dead or not.</summary>
    public async Task<JobRow?> FindAsync(string id)
    {
        var fields = (await database.HashGetAllAsync(JobKeys.Row(id))).Fields();
        return fields.TryGetValue("kind", out var kind)
            ? new(id, kind, fields["user"], fields["session"], int.Parse(fields["attempts"]),
                double.Parse(fields.GetValueOrDefault("progress", "0"), CultureInfo.InvariantCulture),
                fields.GetValueOrDefault("error", ""), fields.ContainsKey("dead"))
            : null;
    }

    public async Task<bool> ReviveAsync(string id) =>
        (long)await DeadJobScripts.Revive.EvaluateAsync(database, JobKeys.And(JobKeys.Row(id)), id) == 1;

    public async Task<bool> DropAsync(string id) =>
        (long)await DeadJobScripts.Drop.EvaluateAsync(database, JobKeys.And(JobKeys.Row(id)), id) == 1;
}
