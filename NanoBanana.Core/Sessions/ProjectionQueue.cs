using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NanoBanana.Core.Outbox;

namespace NanoBanana.Core.Sessions;

/// <summary>
/// Tells the members' lists of changes after they were answered. The first change of a session is told at once; those that come while it is
/// told, and shortly after, are told together. One item of pending work stands for them all: it is enqueued before the first commits and
/// completed when all are told, so the reconciler finds what a crash leaves untold.
/// </summary>
internal sealed partial class ProjectionQueue(
    MembershipProjection projection, PendingWork pending, TimeProvider time, ILogger<ProjectionQueue> logger)
{
    private readonly ConcurrentDictionary<SessionId, ChangedSession> _sessions = new();

    /// <summary>Begins a change of a session by a user. From then on it is pending, until it is disposed of and told.</summary>
    public async ValueTask<Change> BeginAsync(SessionId sessionId, UserId userId)
    {
        while (true)
        {
            var session = _sessions.GetOrAdd(sessionId, static (id, queue) => queue.NewSession(id), this);
            if (session.TryBegin() is { } needsItem)
            {
                var change = new Change(this, sessionId, session, userId);
                if (needsItem)
                {
                    await EnqueueAsync(change, session);
                }

                return change;
            }

            // All of it is told: what begins now is another series of changes.
            _sessions.TryRemove(KeyValuePair.Create(sessionId, session));
        }
    }

    /// <summary>Tells at once what the user changed: their own list has it from then on.</summary>
    public async Task TellAsync(UserId userId)
    {
        foreach (var (sessionId, session) in _sessions)
        {
            if (session.IsUntold(userId))
            {
                await projection.ProjectAsync(sessionId);
            }
        }
    }

    private ChangedSession NewSession(SessionId id) => new(pending.NewChange(WorkItem.Session(id)), time);

    private async Task EnqueueAsync(Change change, ChangedSession session)
    {
        try
        {
            var now = time.GetTimestamp();
            await pending.EnqueueAsync(session.Item);
            session.Enqueued(now);
        }
        catch
        {
            change.End(isMade: false);
            throw;
        }
    }

    private async Task RunAsync(SessionId sessionId, ChangedSession session)
    {
        while (session.TakeWaiting() is { } isWaiting)
        {
            if (isWaiting)
            {
                session.Told(await TryTellAsync(sessionId));

                // What is told from here on belongs to other requests than the one that began it.
                Activity.Current = null;
            }

            await Task.Delay(ChangedSession.Pace);
        }

        _sessions.TryRemove(KeyValuePair.Create(sessionId, session));
        if (!session.KeepsItem)
        {
            await pending.CompleteChangeAsync(session.Item);
        }
    }

    private async Task<bool> TryTellAsync(SessionId sessionId)
    {
        try
        {
            return await projection.ProjectAsync(sessionId);
        }
        catch (Exception exception)
        {
            LogUnfinished(exception, sessionId);
            return false;
        }
    }

    [LoggerMessage(
        LogLevel.Warning, "The changes of session {SessionId} stand, but its members' lists wait for the reconciler",
        EventName = "projection-queue.unfinished")]
    private partial void LogUnfinished(Exception exception, string sessionId);

    /// <summary>A change under way. One that is disposed of before it ended may have happened: it stays pending.</summary>
    internal sealed class Change(ProjectionQueue queue, SessionId sessionId, ChangedSession session, UserId userId) : IDisposable
    {
        private bool _hasEnded;

        public void End(bool isMade) => End(isMade, isSure: true);

        public void Dispose()
        {
            if (!_hasEnded)
            {
                End(isMade: true, isSure: false);
            }
        }

        private void End(bool isMade, bool isSure)
        {
            _hasEnded = true;
            if (session.End(isMade ? userId : null, isSure))
            {
                _ = queue.RunAsync(sessionId, session);
            }
        }
    }
}
