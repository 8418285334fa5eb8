using System.Collections.Concurrent;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Live;

public sealed class TypingTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_other_device_sees_typing_and_its_end()
    {
        await using var scene = await Scene.SetAsync(api);
        await scene.Writer.TypingAsync(scene.SessionId, true);
        await scene.SeesAsync(isTyping: true);
        await scene.Writer.TypingAsync(scene.SessionId, false);
        await scene.SeesAsync(isTyping: false);
        Assert.Empty(scene.SeenByWriter);
    }

    [Fact]
    public async Task Typing_ends_by_itself_after_five_seconds()
    {
        await using var scene = await Scene.SetAsync(api);
        await scene.Writer.TypingAsync(scene.SessionId, true);
        await scene.SeesAsync(isTyping: true);
        await scene.SeesAsync(isTyping: false);
    }

    [Fact]
    public async Task Typing_ends_with_the_connection()
    {
        await using var scene = await Scene.SetAsync(api);
        await scene.Writer.TypingAsync(scene.SessionId, true);
        await scene.SeesAsync(isTyping: true);
        await scene.Writer.DisposeAsync();
        await scene.SeesAsync(isTyping: false, TimeSpan.FromSeconds(4));
    }

    /// <summary>Two devices of one user on two replicas that follow one session.</summary>
    private sealed class Scene : IAsyncDisposable
    {
        private readonly ConcurrentQueue<Typing> _seen = new();
        private readonly List<Follower> _followers = [];
        private readonly NanoBananaLive _reader;

        private Scene(TestUser alice, string sessionId)
        {
            (Alice, SessionId) = (alice, sessionId);
            Writer = alice.Live(replica: 0);
            _reader = alice.Live(replica: 1);
            Writer.Typing += SeenByWriter.Enqueue;
            _reader.Typing += _seen.Enqueue;
        }

        public TestUser Alice { get; }

        public string SessionId { get; }

        public NanoBananaLive Writer { get; }

        public ConcurrentQueue<Typing> SeenByWriter { get; } = new();

        public static async Task<Scene> SetAsync(ApiFixture api)
        {
            var alice = await api.CreateUserAsync();
            var session = await alice.Api.CreateSessionAsync("Scene");
            await alice.Api.PostMessageAsync(session.Id, "Hello");
            var scene = new Scene(alice, session.Id);
            foreach (var live in (NanoBananaLive[])[scene.Writer, scene._reader])
            {
                var follower = new Follower(end => live.Follow(session.Id, 0, end));
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
}
