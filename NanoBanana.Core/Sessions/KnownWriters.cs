using Microsoft.Extensions.Caching.Memory;

namespace NanoBanana.Core.Sessions;

/// <summary>
/// Remembers for a minute who may write in a session, and whose it is. It only saves a question: the script of every change looks at the
/// role itself, and the owner of a session stays the same.
/// </summary>
internal sealed class KnownWriters(SessionStore sessions) : IDisposable
{
    private const int Most = 100_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _owners = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <summary>The owner of a session in which the user may write; else why they may not.</summary>
    public ValueTask<CommandResult<UserId>> FindOwnerAsync(UserId userId, SessionId sessionId) =>
        _owners.TryGetValue((userId, sessionId), out UserId ownerId)
            ? new(ownerId) : new(AskAsync(userId, sessionId));

    public void Dispose() => _owners.Dispose();

    private async Task<CommandResult<UserId>> AskAsync(UserId userId, SessionId sessionId)
    {
        if (await sessions.AccessAsync(userId, sessionId) is not { } access)
        {
            return CommandStatus.Missing;
        }

        if (access.Role < Role.Editor)
        {
            return CommandStatus.Forbidden;
        }

        _owners.Set((userId, sessionId), access.OwnerId, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Kept });
        return access.OwnerId;
    }
}
