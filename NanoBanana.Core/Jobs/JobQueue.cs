using System.Diagnostics;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Jobs;

/// <summary>The job lists, for those who give work and for the workers who take it.</summary>
internal sealed class JobQueue(IDatabase database, JobMetrics metrics)
{
    /// <summary>Queues a job; one with the same id that is still about is not queued twice.</summary>
    /// <param name="limit">Jobs of this priority that the user may have waiting; 0 for any number.</param>
    public async Task<Enqueued> EnqueueAsync(Job job, int limit = 0)
    {
        var answer = await JobScripts.Enqueue.EvaluateAsync(
            database, JobKeys.And(JobKeys.Row(job.Id), JobKeys.Pending(job.Priority, job.UserId)),
            job.Id, job.Kind, job.UserId.Value, job.SessionId.Value, job.Priority,
            Activity.Current is { Recorded: true } asked ? asked.Id : "",
            job.IsUrgent ? "LPUSH" : "RPUSH", limit);
        var enqueued = Enum.Parse<Enqueued>(answer.Text(), ignoreCase: true);
        if (enqueued == Enqueued.New)
        {
            metrics.Queued(job);
        }

        return enqueued;
    }

    /// <returns>False when the job is done, was given up, or never was.</returns>
    public async Task<bool> IsOpenAsync(string id)
    {
        var fields = await database.HashGetAsync(JobKeys.Row(id), ["kind", "dead"]);
        return !fields[0].IsNull && fields[1].IsNull;
    }

    public Task JoinAsync(string worker, TimeSpan lease) => BeatAsync(worker, lease, "new");

    /// <returns>False when the lease had ended: what the worker had in hand is with others now.</returns>
    public async Task<bool> RenewAsync(string worker, TimeSpan lease) => (long)await BeatAsync(worker, lease, "renew") == 1;

    /// <returns>The next job, or null when there is none; <see cref="LeaseLostException"/> when the worker's lease had ended.</returns>
    public async Task<TakenJob?> TakeAsync(string worker, JobLane lane)
    {
        var answer = (await JobScripts.Take.EvaluateAsync(
            database, JobKeys.And(JobKeys.Hand(worker), JobKeys.Paused(lane.Priority)), worker, lane.Priority,
            TakenJob.PoisonAfter)).Items();
        return answer[0].Text() switch
        {
            "job" => new(
                new(answer[1].Text(), answer[2].Text(), new(answer[3].Text()), new(answer[4].Text()), (int)answer[5]),
                (int)answer[6], (long)answer[7], (int)answer[8], answer[9].Text())
            {
                TraceOfLastTry = answer[10].Text(),
                Waited = TimeSpan.FromMilliseconds((long)answer[11]),
            },
            "expired" => throw new LeaseLostException(),
            _ => null,
        };
    }

    /// <summary>A poison job, which is held when it is taken, begins.</summary>
    public Task BeginAsync(string worker, TakenJob taken) =>
        JobScripts.Begin.EvaluateAsync(database, InHand(worker, taken), taken.Job.Id);

    public Task CompleteAsync(string worker, TakenJob taken) =>
        JobScripts.Complete.EvaluateAsync(database, InHand(worker, taken), taken.Job.Id);

    public Task RetryAsync(string worker, TakenJob taken, TimeSpan wait, string error) =>
        JobScripts.Retry.EvaluateAsync(database, InHand(worker, taken), taken.Job.Id, (long)wait.TotalMilliseconds, error);

    /// <summary>Like <see cref="RetryAsync"/>, but the try does not count: it was not the job's fault.</summary>
    public Task PostponeAsync(string worker, TakenJob taken, TimeSpan wait, string error) =>
        JobScripts.Postpone.EvaluateAsync(database, InHand(worker, taken), taken.Job.Id, (long)wait.TotalMilliseconds, error);

    public Task BuryAsync(string worker, TakenJob taken, string error) =>
        JobScripts.Bury.EvaluateAsync(database, InHand(worker, taken), taken.Job.Id, error);

    /// <summary>Hands a job back as if it had not been taken.</summary>
    public Task HandBackAsync(string worker, TakenJob taken) => JobScripts.HandBack.EvaluateAsync(
        database, [.. InHand(worker, taken), JobKeys.Pending(taken.Job.Priority, taken.Job.UserId)],
        taken.Job.Id, taken.Job.Priority, taken.Job.UserId.Value);

    /// <summary>Takes a waiting job away; one that is in hand is stopped as soon as its worker hears of it.</summary>
    public Task CancelAsync(string id) => JobScripts.Cancel.EvaluateAsync(database, JobKeys.And(JobKeys.Row(id)), id);

    public async Task<bool> IsCancelledAsync(string id) => await database.HashExistsAsync(JobKeys.Row(id), "cancelled");

    /// <param name="progress">0–1.</param>
    public Task ReportAsync(TakenJob taken, double progress) =>
        NoteAsync(taken, "progress", progress);

    /// <summary>Notes the trace of a try, which the next one refers to; should it be lost, so is the reference alone.</summary>
    public Task NoteTraceAsync(TakenJob taken, string trace) => NoteAsync(taken, "tried", trace);

    /// <summary>Jobs of one user that wait for their turn.</summary>
    public async Task<long> PendingAsync(UserId userId)
    {
        var lengths = await Task.WhenAll(Enumerable.Range(0, JobPriorities.Count)
            .Select(priority => database.ListLengthAsync(JobKeys.Pending(priority, userId))));
        return lengths.Sum();
    }

    /// <returns>The kinds of the jobs of vanished workers that were brought back, one for each job.</returns>
    public async Task<IReadOnlyList<string>> RecoverAsync() =>
        [.. (await JobScripts.Recover.EvaluateAsync(database, JobKeys.And(), TakenJob.PoisonAfter)).Items().Select(kind => kind.Text())];

    public Task LeaveAsync(string worker) => LeaseScripts.Leave.EvaluateAsync(database, JobKeys.And(), worker);

    private Task<RedisResult> NoteAsync(TakenJob taken, RedisValue field, RedisValue value) =>
        JobScripts.Note.EvaluateAsync(database, JobKeys.And(JobKeys.Row(taken.Job.Id)), field, value);

    private static RedisKey[] InHand(string worker, TakenJob taken) => JobKeys.And(JobKeys.Row(taken.Job.Id), JobKeys.Hand(worker));

    private Task<RedisResult> BeatAsync(string worker, TimeSpan lease, string how) =>
        LeaseScripts.Beat.EvaluateAsync(database, JobKeys.And(), worker, (long)lease.TotalMilliseconds, how);
}
