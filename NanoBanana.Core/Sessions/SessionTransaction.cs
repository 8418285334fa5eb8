using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Events;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Sessions;

/// <summary>
/// Runs a change of a session in its steps: enqueue it as pending work, commit it with its event, tell the members' lists,
/// complete the work. Once the commit stands the change has happened, whatever becomes of the later steps: the reconciler finishes them.
/// </summary>
internal sealed partial class SessionTransaction(
    IDatabase database, PendingWork pending, MembershipProjection projection, ProjectionQueue queue, EventMetrics metrics,
    IOptions<EventOptions> options, TimeProvider time, ILogger<SessionTransaction> logger)
{
    /// <param name="userId">The caller; null for the system, which may do everything.</param>
    /// <param name="least">The role that the change needs.</param>
    /// <param name="afterCommit">What else has to follow a commit; the reconciler can find and repeat it.</param>
    public async Task<ScriptReply> CommitAsync(
        SessionScript script, SessionId sessionId, UserId? userId, Role least, RedisKey[] keys, RedisValue[] values,
        Func<Task>? afterCommit = null)
    {
        // A stranger's attempts leave no pending work; the script checks again.
        if (userId is { } caller && (await database.HashGetAsync(Keys.Members(sessionId), caller.Value)).IsNull)
        {
            return new(CommandStatus.Missing, []);
        }

        var change = pending.NewChange(WorkItem.Session(sessionId));
        await pending.EnqueueAsync(change);
        return await CommitPendingAsync(script, sessionId, userId, least, change, keys, values, afterCommit);
    }

    /// <summary>The same for a member, of a change that was enqueued already.</summary>
    public async Task<ScriptReply> CommitPendingAsync(
        SessionScript script, SessionId sessionId, UserId? userId, Role least, string change, RedisKey[] keys, RedisValue[] values,
        Func<Task>? afterCommit = null)
    {
        var (reply, state, events) = await script.EvaluateAsync(
            database, sessionId, userId, least, time.GetUtcNow(), options.Value.LogLimits, telling: true, keys, values);
        metrics.Appended(events);
        if (state is not null)
        {
            try
            {
                var telling = projection.ProjectAsync(sessionId, state);
                await Task.WhenAll(afterCommit?.Invoke() ?? Task.CompletedTask, telling);
                if (await telling)
                {
                    await pending.CompleteChangeAsync(change);
                }
            }
            catch (Exception exception) when (RedisFailures.MeansUnavailable(exception))
            {
                LogUnfinished(exception, sessionId);
            }
        }

        return reply;
    }

    /// <summary>The same for a member, whose answer need not wait until the members' lists are told.</summary>
    public async Task<ScriptReply> CommitBeforeFanOutAsync(
        SessionScript script, SessionId sessionId, UserId userId, Role least, RedisKey[] keys, RedisValue[] values)
    {
        using var change = await queue.BeginAsync(sessionId, userId);
        var (reply, _, events) = await script.EvaluateAsync(
            database, sessionId, userId, least, time.GetUtcNow(), options.Value.LogLimits, telling: false, keys, values);
        metrics.Appended(events);
        change.End(reply.IsOk);
        return reply;
    }

    /// <summary>Runs a script of the system's that no member's list has to hear of.</summary>
    public async Task<ScriptReply> CommitWithoutFanOutAsync(
        SessionScript script, SessionId sessionId, RedisKey[] keys, params RedisValue[] values)
    {
        var (reply, _, events) = await script.EvaluateAsync(
            database, sessionId, null, Role.Owner, time.GetUtcNow(), options.Value.LogLimits, telling: false, keys, values);
        metrics.Appended(events);
        return reply;
    }

    [LoggerMessage(
        LogLevel.Warning, "The change of session {SessionId} stands, but its members' lists wait for the reconciler",
        EventName = "session-transaction.unfinished")]
    private partial void LogUnfinished(Exception exception, string sessionId);
}
