using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using NanoBanana.Contracts.Events;

namespace NanoBanana.Contracts.Client;

/// <summary>
/// What happens, as it happens: any number of streams over one connection to the hub. It is made when the first stream is
/// read, and made again for as long as one is read; the streams go on from their last event.
/// </summary>
public sealed partial class NanoBananaLive : IAsyncDisposable
{
    /// <summary>One for all connections: it keeps what it has learnt of each type.</summary>
    private static readonly JsonSerializerOptions Json = ContractOptions();

    private readonly HubConnection _connection;
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private readonly CancellationTokenSource _disposed = new();
    private int _followers;

    /// <summary>Prepares a connection; nothing is sent yet.</summary>
    /// <param name="hubUrl">The API's address with <see cref="Routes.Hub"/>.</param>
    /// <param name="accessToken">Gives a token that is still good; asked at every connect.</param>
    public NanoBananaLive(Uri hubUrl, Func<CancellationToken, ValueTask<string?>> accessToken)
    {
        _connection = new HubConnectionBuilder()
            .WithUrl(hubUrl, options =>
            {
                // One request makes the connection, so any replica may answer it.
                options.Transports = HttpTransportType.WebSockets;
                options.SkipNegotiation = true;
                options.AccessTokenProvider = () => accessToken(_disposed.Token).AsTask();
            })
            .AddJsonProtocol(json => json.PayloadSerializerOptions = Json)
            .Build();
        _connection.On<Typing>(HubMethods.Typing, typing => Typing?.Invoke(typing));
        _connection.On<Presence>(HubMethods.Presence, presence => Presence?.Invoke(presence));
        _connection.Closed += _ =>
        {
            Report(_followers > 0 && !_disposed.IsCancellationRequested ? LiveState.Reconnecting : LiveState.Disconnected);
            return Task.CompletedTask;
        };
    }

    /// <summary>Somebody else types in a followed session, or stopped. Raised on a thread of the pool.</summary>
    public event Action<Typing>? Typing;

    /// <summary>Who follows a followed session now. Raised on a thread of the pool.</summary>
    public event Action<Presence>? Presence;

    /// <summary>The connection was made or lost. Raised on a thread of the pool.</summary>
    public event Action<LiveState>? StateChanged;

    /// <summary>How the connection stands.</summary>
    public LiveState State { get; private set; }

    /// <summary>
    /// Every event of a session after <paramref name="after"/>, first those missed, then live ones: in order, none lost,
    /// none twice. It outlives lost connections, and ends after <c>session.deleted</c>, or after <c>closed</c> when the caller may not
    /// (or no longer) see the session. After a <c>reset</c> the resources have to be read again.
    /// </summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="after">
    /// The last event known, best the session's <see cref="Sessions.Session.LastSeq"/>. -1 starts at now; a connection lost
    /// before the first event then starts at the new now.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    public IAsyncEnumerable<SessionEvent> Follow(SessionId sessionId, long after, CancellationToken cancellationToken = default) =>
        FollowAsync(
            (position, cancellation) => _connection.StreamAsync<SessionEvent>(HubMethods.Follow, sessionId, position, cancellation),
            after, EventTypes.SessionDeleted, cancellationToken);

    /// <summary>
    /// Every change of the caller's own list of sessions after <paramref name="after"/>; as <see cref="Follow"/>. It ends with
    /// <c>closed</c> when the device is signed out.
    /// </summary>
    /// <param name="after">The last event known; -1 starts at now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public IAsyncEnumerable<SessionEvent> FollowMine(long after, CancellationToken cancellationToken = default) =>
        FollowAsync(
            (position, cancellation) => _connection.StreamAsync<SessionEvent>(HubMethods.FollowMine, position, cancellation),
            after, last: null, cancellationToken);

    /// <summary>
    /// Shows the others of a followed session that the caller types; lost without a connection, for it is worth nothing later.
    /// </summary>
    public async Task TypingAsync(SessionId sessionId, bool isTyping, CancellationToken cancellationToken = default)
    {
        if (_connection.State == HubConnectionState.Connected)
        {
            await _connection.SendAsync(HubMethods.Typing, sessionId, isTyping, cancellationToken);
        }
    }

    private static JsonSerializerOptions ContractOptions()
    {
        var json = new JsonHubProtocolOptions().PayloadSerializerOptions;
        json.TypeInfoResolverChain.Insert(0, ContractJson.Default);
        return json;
    }

    /// <summary>Ends all streams and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _connection.DisposeAsync();
        Report(LiveState.Disconnected);
    }
}
