using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Events;
using NanoBanana.Web.Accounts;
using NanoBanana.Web.Forwarding;

namespace NanoBanana.Web.Live;

/// <summary>The circuit's one connection to the hub; every component follows through it.</summary>
internal sealed class LiveConnection(ApiAddress api, CurrentTokens tokens, NanoBananaClient client) : IAsyncDisposable
{
    /// <summary>
    /// Beyond every log, so the first answer is a <c>reset</c> that says where now is: what is read after it misses nothing.
    /// </summary>
    private const long Now = long.MaxValue;

    private NanoBananaLive? _live;

    public LiveState State => _live?.State ?? LiveState.Disconnected;

    public event Action<Typing>? Typing;

    public event Action<Presence>? Presence;

    /// <summary>What the caller's own list brought, once it has been applied.</summary>
    public event Action<SessionEvent>? Mine;

    public event Action? StateChanged;

    public IAsyncEnumerable<SessionEvent> Follow(SessionId sessionId, long after, CancellationToken cancellationToken) =>
        Live.Follow(sessionId, after, cancellationToken);

    /// <summary>
    /// The caller's own list; starts with a <c>reset</c>. One follows it for all; the others listen to <see cref="Mine"/>.
    /// </summary>
    public async IAsyncEnumerable<SessionEvent> FollowMine([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var next in Live.FollowMine(Now, cancellationToken))
        {
            yield return next;
            Mine?.Invoke(next);
        }
    }

    public Task TypingAsync(SessionId sessionId, bool isTyping, CancellationToken cancellationToken) =>
        Live.TypingAsync(sessionId, isTyping, cancellationToken);

    /// <summary>Whether <c>closed</c> says that the device is signed out. If so the sign-in ends here, and every tab leaves.</summary>
    public async Task<bool> EndIfRevokedAsync(SessionEvent closed)
    {
        if (closed.Data.Deserialize(ContractJson.Default.Closed)?.Reason is not CloseReasons.DeviceRevoked)
        {
            return false;
        }
        await tokens.EndAsync();
        return true;
    }

    public ValueTask DisposeAsync() => _live?.DisposeAsync() ?? ValueTask.CompletedTask;

    private NanoBananaLive Live => _live ??= Connect();

    private NanoBananaLive Connect()
    {
        var live = new NanoBananaLive(api.At(Routes.Hub), TokenAsync);
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
            await RefuseRevokedAsync(cancellationToken);
        }
        return await tokens.GetAccessTokenAsync(cancellationToken);
    }

    /// <summary>The client ends the sign-in when the API answers 401.</summary>
    private async Task RefuseRevokedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.GetMeAsync(cancellationToken);
        }
        catch (ApiException e) when (e.Status is HttpStatusCode.Unauthorized)
        {
            // The next token is none, and the page leaves.
        }
    }
}
