using NanoBanana.Web.Layout;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.State;

/// <summary>
/// Sends the messages and edits of one circuit, whether they are on the screen or not. What failed for a while is tried again until the
/// circuit ends; an attempt that is under way is not cancelled, because the API may have it already. The browser keeps each until the API
/// has answered, and another circuit sends it again with the same key.
/// </summary>
internal sealed class Outbox(Notices notices, TabStore tab, Retries retries, TimeProvider time) : IDisposable
{
    /// <summary>For so long the API knows a key, less what clocks differ by.</summary>
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(23);

    private readonly CancellationTokenSource _gone = new();
    private readonly Dictionary<SessionId, List<OutboxMessage>> _kept = [];

    /// <summary>
    /// Takes a message: from now on it is not lost with this circuit. It ends when the message is kept, and does not throw.
    /// </summary>
    /// <param name="session">It belongs there.</param>
    /// <param name="message">What is sent.</param>
    /// <param name="report">Where a failure of the sending itself goes.</param>
    public async Task TakeAsync(SessionState session, OutboxMessage message, Func<Exception, Task> report)
    {
        ListOf(session).Add(message);
        await KeepAsync(session);
        SendAsync(session, message).Forget(report);
    }

    /// <summary>
    /// Sends what a circuit before this one had not sent, and shows what failed here. Where it is too old for its key to be known, the
    /// user decides.
    /// </summary>
    public async Task ResumeAsync(SessionState session, Func<Exception, Task> report)
    {
        if (_kept.TryGetValue(session.Session.Id, out var known))
        {
            foreach (var failed in known.Where(message => message.Failure is not null))
            {
                session.Messages.Add(failed);
            }
            session.Tell();
            return;
        }
        var left = await tab.LoadAsync<List<KeptMessage>>(PlaceOf(session)) ?? [];
        ListOf(session).AddRange(left.Select(kept => new OutboxMessage(kept)));
        foreach (var message in ListOf(session).ToArray())
        {
            if (time.GetUtcNow() - message.At < KeyLifetime)
            {
                SendAsync(session, message).Forget(report);
                continue;
            }
            message.Failure = Text.SentLongAgo;
            session.Messages.Add(message);
            session.Tell();
        }
    }

    /// <summary>Shows a message as on its way and sends it. It ends when the message is sent or has a failure; it does not throw.</summary>
    public Task SendAsync(SessionState session, OutboxMessage message)
    {
        session.Messages.Add(message);
        return TryAsync(session, message);
    }

    /// <summary>Sends a message that failed, again. Its key keeps it from being said twice.</summary>
    public Task RetryAsync(SessionState session, OutboxMessage message)
    {
        message.Failure = null;
        return TryAsync(session, message);
    }

    /// <summary>Gives up a message that failed.</summary>
    public Task DropAsync(SessionState session, OutboxMessage message)
    {
        session.Messages.Drop(message);
        session.Tell();
        return ForgetAsync(session, message);
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task TryAsync(SessionState session, OutboxMessage message)
    {
        session.Tell();
        try
        {
            await retries.SendAsync(() => session.SendAsync(message, CancellationToken.None), _gone.Token);
            session.Tell();
            await ForgetAsync(session, message);
            return;
        }
        catch (Exception) when (_gone.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            message.Failure = notices.Say(e);
        }
        session.Tell();
    }

    private List<OutboxMessage> ListOf(SessionState session)
    {
        if (!_kept.TryGetValue(session.Session.Id, out var list))
        {
            _kept[session.Session.Id] = list = [];
        }
        return list;
    }

    private Task ForgetAsync(SessionState session, OutboxMessage message) =>
        ListOf(session).Remove(message) ? KeepAsync(session) : Task.CompletedTask;

    private Task KeepAsync(SessionState session) =>
        tab.SaveAsync(PlaceOf(session), ListOf(session) is { Count: > 0 } list ? list.ConvertAll(message => message.Kept) : null);

    /// <summary>One browser may serve several people.</summary>
    private static string PlaceOf(SessionState session) => $"outbox:{session.Session.Id}:{session.Participants.MyId}";
}
