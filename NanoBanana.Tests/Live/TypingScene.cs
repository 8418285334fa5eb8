using System.Collections.Concurrent;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Live;

/// <summary>Two devices of one user on two replicas that follow one session.</summary>
internal sealed class TypingScene : IAsyncDisposable
{
    private readonly ConcurrentQueue<Typing> _seen = new();
    private readonly List<EventSubscriber> _followers = [];
    private readonly NanoBananaLive _reader;

    private TypingScene(TestUser alice, SessionId sessionId)
    {
        (Alice, SessionId) = (alice, sessionId);
        Writer = alice.Live(replica: 0);
        _reader = alice.Live(replica: 1);
        Writer.Typing += SeenByWriter.Enqueue;
        _reader.Typing += _seen.Enqueue;
    }

    public TestUser Alice { get; }

    public SessionId SessionId { get; }

    public NanoBananaLive Writer { get; }

    public ConcurrentQueue<Typing> SeenByWriter { get; } = new();

    public static async Task<TypingScene> SetAsync(TestUser alice)
    {
        var session = await alice.Api.CreateSessionAsync("Scene");
        await alice.Api.PostMessageAsync(session.Id, "Hello");
        var scene = new TypingScene(alice, session.Id);
        foreach (var live in (NanoBananaLive[])[scene.Writer, scene._reader])
        {
            var follower = new EventSubscriber(end => live.Follow(session.Id, 0, end));
            scene._followers.Add(follower);
            await follower.ReachesAsync(1);
        }
        return scene;
    }

    public Task SeesAsync(bool isTyping, TimeSpan? within = null) => Eventually.TrueAsync(
        () => _seen.LastOrDefault() == new Typing(SessionId, Alice.User.Id, Alice.User.Username, isTyping),
        $"typing to be {isTyping}", within);

    public async ValueTask DisposeAsync()
    {
        foreach (var follower in _followers)
        {
            await follower.DisposeAsync();
        }
        await Writer.DisposeAsync();
        await _reader.DisposeAsync();
        Alice.Dispose();
    }
}
