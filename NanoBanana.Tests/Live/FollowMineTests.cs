using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Live;

public sealed class FollowMineTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Every_device_sees_ones_own_list_change()
    {
        using var alice = await api.CreateUserAsync();
        using var phone = await alice.SignInAgainAsync();
        await using var here = alice.Live(replica: 0);
        await using var there = phone.Live(replica: 1);
        await using var first = new EventSubscriber(end => here.FollowMine(0, end));
        await using var second = new EventSubscriber(end => there.FollowMine(0, end));

        var session = await alice.Api.CreateSessionAsync("New");
        foreach (var follower in (EventSubscriber[])[first, second])
        {
            var created = await follower.NextAsync(next => next.Type == EventTypes.SessionCreated, "session.created");
            Assert.Equal((1, session.Id, session.Id), (created.Seq, created.SessionId, created.Data.GetProperty("id").GetString()));
        }
        await alice.Api.RenameSessionAsync(session.Id, "Renamed");
        foreach (var follower in (EventSubscriber[])[first, second])
        {
            await follower.NextAsync(
                next => next.Type == EventTypes.SessionUpdated && next.Data.GetProperty("title").GetString() == "Renamed",
                "session.updated");
        }
        await alice.Api.DeleteSessionAsync(session.Id);
        foreach (var follower in (EventSubscriber[])[first, second])
        {
            var deleted = await follower.NextAsync(next => next.Type == EventTypes.SessionDeleted, "session.deleted");
            Assert.Equal($$"""{"id":"{{session.Id}}"}""", deleted.Data.GetRawText());
            follower.ShouldBeExactly(1, deleted.Seq);
        }
    }

    [Fact]
    public async Task It_goes_on_after_a_deletion_and_from_any_event()
    {
        using var alice = await api.CreateUserAsync();
        await using var live = alice.Live();
        var first = await alice.Api.CreateSessionAsync("First");
        await alice.Api.DeleteSessionAsync(first.Id);
        await using var follower = new EventSubscriber(end => live.FollowMine(1, end));
        var deleted = await follower.NextAsync(next => next.Type == EventTypes.SessionDeleted, "session.deleted");
        var second = await alice.Api.CreateSessionAsync("Second");
        var created = await follower.NextAsync(next => next.Type == EventTypes.SessionCreated, "session.created");
        Assert.Equal(second.Id, created.SessionId);
        follower.ShouldBeExactly(2, created.Seq);
        Assert.True(created.Seq > deleted.Seq);
    }

    [Fact]
    public async Task A_position_beyond_the_last_event_is_reset()
    {
        using var alice = await api.CreateUserAsync();
        await alice.Api.CreateSessionAsync("First");
        await using var live = alice.Live();
        await using var follower = new EventSubscriber(end => live.FollowMine(1000, end));
        var reset = await follower.NextAsync(_ => true, "the reset");
        Assert.Equal((EventTypes.Reset, 1), (reset.Type, reset.Seq));
        await alice.Api.CreateSessionAsync("Second");
        await follower.NextAsync(next => next is { Type: EventTypes.SessionCreated, Seq: 2 }, "session.created");
    }

    [Fact]
    public async Task Nobody_sees_the_list_of_another()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        await using var live = bob.Live();
        await using var follower = new EventSubscriber(end => live.FollowMine(0, end));
        await alice.Api.CreateSessionAsync("Hers");
        var theirs = await bob.Api.CreateSessionAsync("Theirs");
        await follower.ReachesAsync(1);
        Assert.All(follower.Events, next => Assert.Equal(theirs.Id, next.SessionId));
    }
}
