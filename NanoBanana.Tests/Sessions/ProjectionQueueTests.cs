using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Events;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Sessions;

/// <summary>Members' lists are told of a change after its answer; a note stands until they are.</summary>
public sealed class ProjectionQueueTests : IAsyncLifetime
{
    private static readonly SessionId Session = new("s1");
    private static readonly UserId Owner = new("alice");

    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;

    private IDatabase Database => _redis.GetDatabase();

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _redis = await ConnectionMultiplexer.ConnectAsync(_server.ConnectionString);
        await Database.HashSetAsync(Keys.User(Owner), [new("username", Owner.Value)]);
        await Database.HashSetAsync(Keys.Members(Session), [new(Owner.Value, Membership.Row(Role.Owner, DateTimeOffset.UnixEpoch))]);
        await Database.HashSetAsync(Keys.Session(Session), [
            new("ownerId", Owner.Value), new("title", "Cats"), new("createdAt", 1), new("updatedAt", 1), new("messageCount", 0),
            new("imageCount", 0), new("bytes", 0), new("textBytes", 0), new("copyBytes", 0), new("seq", 0),
        ]);
    }

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Tells_changes_together_and_takes_their_note_back()
    {
        const int changes = 20;
        var queue = NewQueue();
        var begun = new List<ProjectionQueue.Change>();
        for (var i = 0; i < changes; i++)
        {
            begun.Add(await queue.BeginAsync(Session, Owner));
        }

        Assert.Equal(1, await NotesAsync());
        foreach (var change in begun)
        {
            await ChangeAsync();
            change.End(isMade: true);
        }

        await Eventually.TrueAsync(async () => await SeenAsync() == changes, "the last change in the member's list");
        await Eventually.TrueAsync(async () => await NotesAsync() == 0, "the note to be taken back");
        Assert.InRange(await Database.StreamLengthAsync(Keys.UserLog(Owner)), 1, changes - 1);
    }

    [Fact]
    public async Task Shows_the_author_their_change_at_once()
    {
        var queue = NewQueue();
        for (var i = 1; i <= 20; i++)
        {
            var change = await queue.BeginAsync(Session, Owner);
            await ChangeAsync();
            change.End(isMade: true);

            await queue.TellAsync(Owner);

            Assert.Equal(i, await SeenAsync());
        }
    }

    [Fact]
    public async Task Keeps_the_note_of_a_change_whose_outcome_is_unknown()
    {
        var queue = NewQueue();
        (await queue.BeginAsync(Session, Owner)).Dispose();

        // A later series of changes has a note of its own.
        await Eventually.TrueAsync(
            async () =>
            {
                var change = await queue.BeginAsync(Session, Owner);
                var notes = await NotesAsync();
                change.End(isMade: false);
                return notes == 2;
            },
            "the first note beside a second");
    }

    [Fact]
    public async Task Takes_back_no_note_of_another_replica()
    {
        var (crashing, living) = (NewQueue(), NewQueue());
        await crashing.BeginAsync(Session, Owner);
        var change = await living.BeginAsync(Session, Owner);
        Assert.Equal(2, await NotesAsync());

        change.End(isMade: true);

        await Eventually.TrueAsync(async () => await NotesAsync() == 1, "the note of the replica that is done to be taken back");
    }

    [Fact]
    public async Task Forgets_a_refused_change()
    {
        var queue = NewQueue();
        (await queue.BeginAsync(Session, Owner)).End(isMade: false);

        await Eventually.TrueAsync(async () => await NotesAsync() == 0, "the note to be taken back");
        Assert.False(await Database.KeyExistsAsync(Keys.UserSeen(Owner)));
    }

    private ProjectionQueue NewQueue()
    {
        var (projection, pending) = (
            new MembershipProjection(Database, Options.Create(new EventOptions())), new PendingWork(Database, TimeProvider.System));
        return new(projection, pending, TimeProvider.System, NullLogger<ProjectionQueue>.Instance);
    }

    private Task ChangeAsync() => Database.HashIncrementAsync(Keys.Session(Session), "seq");

    private Task<long> NotesAsync() => Database.SortedSetLengthAsync(Keys.PendingWork);

    private async Task<long> SeenAsync() =>
        (string?)await Database.HashGetAsync(Keys.UserSeen(Owner), Session.Value) is { } seen ? long.Parse(seen[..seen.IndexOf(':')]) : 0;
}
