using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Events;
using NanoBanana.Web.Accounts;
using NanoBanana.Web.Forwarding;

namespace NanoBanana.Web.Live;

/// <summary>The circuit's one connection to the hub; every component follows through it.</summary>
internal sealed class LiveConnection(ApiAddress api, CurrentTokens tokens, NanoBananaClient client) : IAsyncDisposable
{
    /// <summary>Beyond every log, so the first answer is a <c>reset</c> that says where now is: what is read after it misses nothing.</summary>
    private const long Now = long.MaxValue;

    private NanoBananaLive? _live;

    public LiveState State => _live?.State ?? LiveState.Disconnected;

    public event Action<Typing>? Typing;

    public event Action<Presence>? Presence;

    public event Action? StateChanged;

    public IAsyncEnumerable<SessionEvent> Follow(string sessionId, long after, CancellationToken cancellationToken) =>
        Live.Follow(sessionId, after, cancellationToken);

    /// <summary>The caller's own list; starts with a <c>reset</c>.</summary>
    public IAsyncEnumerable<SessionEvent> FollowMine(CancellationToken cancellationToken) => Live.FollowMine(Now, cancellationToken);

    public Task TypingAsync(string sessionId, bool isTyping, CancellationToken cancellationToken) =>
        Live.TypingAsync(sessionId, isTyping, cancellationToken);

    public ValueTask DisposeAsync() => _live?.DisposeAsync() ?? ValueTask.CompletedTask;

    private NanoBananaLive Live => _live ??= Connect();

    private NanoBananaLive Connect()
    {
        var live = new NanoBananaLive(new Uri(api.Root, Routes.Hub), TokenAsync);
        live.Typing += typing => Typing?.Invoke(typing);
        live.Presence += presence => Presence?.Invoke(presence);
        live.StateChanged += _ => StateChanged?.Invoke();
        return live;
    }

    /// <summary>
    /// After a lost connection the API is asked who this is before the next one: a revoked device keeps a token that looks good, and
    /// the hub's refusal would not end the sign-in.
    /// </summary>
    private async ValueTask<string?> TokenAsync(CancellationToken cancellationToken)
    {
        if (State is LiveState.Reconnecting)
        {
            try
            {
                await client.GetMeAsync(cancellationToken);
            }
            catch (ApiException)
            {
                // A 401 was dealt with on its way; anything else, the connection finds out by itself.
            }
        }
        return await tokens.GetAccessTokenAsync(cancellationToken);
    }
}
