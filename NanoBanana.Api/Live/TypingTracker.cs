using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using NanoBanana.Api.Accounts;
using NanoBanana.Contracts.Events;

namespace NanoBanana.Api.Live;

/// <summary>Who types where, on this replica's connections; whoever falls silent for 5 seconds stops typing.</summary>
internal sealed class TypingTracker(IHubContext<LiveHub, ILiveClient> hub, TimeProvider time)
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<(string ConnectionId, SessionId SessionId), Entry> _typing = new();
    private readonly ConcurrentDictionary<(string ConnectionId, SessionId SessionId), DateTimeOffset> _told = new();

    /// <summary>Tells the others at most once a second; in between it only keeps them believing.</summary>
    public Task StartAsync(CurrentUser caller, string connectionId, SessionId sessionId)
    {
        var (key, now) = ((connectionId, sessionId), time.GetUtcNow());
        var typing = new Typing(sessionId, caller.Id, caller.Username, true);
        var isShown = _typing.ContainsKey(key);
        if (_told.TryGetValue(key, out var told) && now - told < Pause)
        {
            if (isShown)
            {
                _typing[key] = new(typing, now + Shown);
            }

            return Task.CompletedTask;
        }

        _told[key] = now;
        _typing[key] = new(typing, now + Shown);
        return TellAsync(connectionId, typing);
    }

    public Task StopAsync(string connectionId, SessionId sessionId) =>
        _typing.TryRemove((connectionId, sessionId), out var entry)
            ? TellAsync(connectionId, entry.Typing with { IsTyping = false })
            : Task.CompletedTask;

    public Task StopAllAsync(string connectionId)
    {
        foreach (var key in _told.Keys.Where(key => key.ConnectionId == connectionId))
        {
            _told.TryRemove(key, out _);
        }

        return Task.WhenAll(
            _typing.Keys.Where(key => key.ConnectionId == connectionId).Select(key => StopAsync(key.ConnectionId, key.SessionId)));
    }

    /// <summary>Stops those whose time is over.</summary>
    public Task ExpireAsync()
    {
        var now = time.GetUtcNow();
        return Task.WhenAll(_typing.Where(pair => pair.Value.Until <= now)
            .Select(pair => StopAsync(pair.Key.ConnectionId, pair.Key.SessionId)));
    }

    private Task TellAsync(string connectionId, Typing typing) =>
        hub.Clients.GroupExcept(typing.SessionId, connectionId).Typing(typing);

    private sealed record Entry(Typing Typing, DateTimeOffset Until);
}
