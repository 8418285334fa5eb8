using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Live;

public sealed class FollowTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Followers_on_both_replicas_see_every_event_once_and_in_order()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Busy");
        await using var here = alice.Live(replica: 0);
        await using var there = alice.Live(replica: 1);
        await using var first = new EventSubscriber(end => here.Follow(session.Id, 0, end));
        await using var second = new EventSubscriber(end => there.Follow(session.Id, 0, end));

        await Task.WhenAll(WriteAsync(alice, 0, session.Id, 40), WriteAsync(alice, 1, session.Id, 40));
        await using var elsewhere = alice.Live(replica: 1);
        await using var late = new EventSubscriber(end => elsewhere.Follow(session.Id, 0, end));

        var last = (await alice.Api.GetSessionAsync(session.Id)).LastSeq;
        foreach (var follower in (EventSubscriber[])[first, second, late])
        {
            await follower.ReachesAsync(last);
            follower.ShouldBeExactly(1, last);
            Assert.Equal(80, follower.Events.Where(next => next.Type == EventTypes.MessageCreated)
                .Select(next => next.Data.GetProperty("id").GetString()).Distinct().Count());
        }
    }

    [Fact]
    public async Task An_event_holds_the_resource_as_it_is_read()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Before");
        await using var live = alice.Live();
        await using var follower = new EventSubscriber(end => live.Follow(session.Id, 0, end));

        var message = await alice.Api.PostMessageAsync(session.Id, "Hello");
        var created = await follower.NextAsync(next => next.Type == EventTypes.MessageCreated, "message.created");
        Assert.Equal((session.Id, alice.User.Id), (created.SessionId, created.ActorId));
        Assert.InRange(created.At, message.CreatedAt.AddMinutes(-1), message.CreatedAt.AddMinutes(1));
        var page = await (await alice.Http.GetAsync(Routes.SessionMessages(session.Id))).ReadJsonAsync();
        Assert.True(JsonElement.DeepEquals(page.GetProperty("items")[0], created.Data), created.Data.GetRawText());

        await alice.Api.EditMessageAsync(message.Id, "Hello again");
        var edited = await follower.NextAsync(next => next.Type == EventTypes.MessageUpdated, "message.updated");
        Assert.Equal("Hello again", edited.Data.GetProperty("text").GetString());

        await alice.Api.DeleteMessageAsync(message.Id);
        var deleted = await follower.NextAsync(next => next.Type == EventTypes.MessageDeleted, "message.deleted");
        Assert.Equal($$"""{"id":"{{message.Id}}"}""", deleted.Data.GetRawText());

        await alice.Api.RenameSessionAsync(session.Id, "After");
        var renamed = await follower.NextAsync(next => next.Type == EventTypes.SessionUpdated, "session.updated");
        var found = await (await alice.Http.GetAsync(Routes.Session(session.Id))).ReadJsonAsync();
        Assert.True(JsonElement.DeepEquals(found, renamed.Data), renamed.Data.GetRawText());
    }

    [Fact]
    public async Task An_image_is_announced_and_announced_again_when_its_thumbnail_is_there()
    {
        using var alice = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var session = await alice.Api.CreateSessionAsync();
        await using var live = alice.Live(replica: 1);
        await using var follower = new EventSubscriber(end => live.Follow(session.Id, 0, end));

        var image = await alice.UploadAsync(session.Id, TestImages.Jpeg(640, 480));
        var created = await follower.NextAsync(next => next.Type == EventTypes.ImageCreated, "image.created");
        Assert.Equal(image.Id, created.Data.GetProperty("id").GetString());
        var ready = await follower.NextAsync(next => next.Type == EventTypes.ImageUpdated, "image.updated");
        Assert.Equal((image.Id, "ready"), (ready.Data.GetProperty("id").GetString(), ready.Data.GetProperty("status").GetString()));
        Assert.Equal((512, 384), WebPFile.Size(await anybody.GetByteArrayAsync(ready.Data.GetProperty("thumbnailUrl").GetString())));

        await alice.Api.DeleteImageAsync(image.Id);
        var deleted = await follower.NextAsync(next => next.Type == EventTypes.ImageDeleted, "image.deleted");
        Assert.Equal($$"""{"id":"{{image.Id}}"}""", deleted.Data.GetRawText());
        follower.ShouldBeExactly(1, deleted.Seq);
    }

    [Fact]
    public async Task A_rejected_image_says_why()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await using var live = alice.Live();
        await using var follower = new EventSubscriber(end => live.Follow(session.Id, 0, end));
        await alice.UploadAsync(session.Id, TestImages.Truncated(TestImages.Jpeg(600, 400)));
        var rejected = await follower.NextAsync(next => next.Type == EventTypes.ImageUpdated, "image.updated");
        Assert.Equal("rejected", rejected.Data.GetProperty("status").GetString());
        Assert.NotEmpty(rejected.Data.GetProperty("problem").GetProperty("code").GetString()!);
    }

    [Fact]
    public async Task Minus_one_starts_at_now()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Old");
        await WriteAsync(alice, 0, session.Id, 3);
        var before = (await alice.Api.GetSessionAsync(session.Id)).LastSeq;
        await using var live = alice.Live();
        await using var follower = new EventSubscriber(end => live.Follow(session.Id, -1, end));
        await Eventually.TrueAsync(
            async () => (await alice.Api.PostMessageAsync(session.Id, "now")).Id.Length > 0 && follower.Events.Count > 0, "an event");
        var last = (await alice.Api.GetSessionAsync(session.Id)).LastSeq;
        await follower.ReachesAsync(last);
        Assert.True(follower.Events[0].Seq > before);
        follower.ShouldBeExactly(follower.Events[0].Seq, last);
    }

    [Fact]
    public async Task Following_goes_on_from_any_event()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Long");
        await WriteAsync(alice, 0, session.Id, 10);
        var last = (await alice.Api.GetSessionAsync(session.Id)).LastSeq;
        await using var live = alice.Live(replica: 1);
        await using var follower = new EventSubscriber(end => live.Follow(session.Id, 7, end));
        await follower.ReachesAsync(last);
        await alice.Api.PostMessageAsync(session.Id, "one more");
        await follower.ReachesAsync(last + 1);
        follower.ShouldBeExactly(8, last + 1);
    }

    [Fact]
    public async Task A_position_beyond_the_last_event_is_reset()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Short");
        await WriteAsync(alice, 0, session.Id, 2);
        var last = (await alice.Api.GetSessionAsync(session.Id)).LastSeq;
        await using var live = alice.Live();
        await using var follower = new EventSubscriber(end => live.Follow(session.Id, last + 100, end));
        var reset = await follower.NextAsync(_ => true, "the reset");
        Assert.Equal((EventTypes.Reset, last), (reset.Type, reset.Seq));
        await alice.Api.PostMessageAsync(session.Id, "after");
        await follower.ReachesAsync(last + 1);
        Assert.Equal([EventTypes.Reset, EventTypes.MessageCreated], follower.Events.Select(next => next.Type));
    }

    [Fact]
    public async Task The_end_of_the_session_is_the_end_of_its_events()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Short-lived");
        await using var live = alice.Live(replica: 1);
        await using var follower = new EventSubscriber(end => live.Follow(session.Id, 0, end));
        await alice.Api.PostMessageAsync(session.Id, "Hello");
        await follower.ReachesAsync(1);
        await alice.Api.DeleteSessionAsync(session.Id);
        await follower.Completion.WaitAsync(TimeSpan.FromSeconds(10));
        var last = follower.Events[^1];
        Assert.Equal((EventTypes.SessionDeleted, $$"""{"id":"{{session.Id}}"}"""), (last.Type, last.Data.GetRawText()));
    }

    [Fact]
    public async Task Who_missed_a_deletion_and_its_undoing_goes_on_behind_both()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Here again");
        await alice.Api.DeleteSessionAsync(session.Id);
        await alice.Api.RestoreSessionAsync(session.Id);
        await alice.Api.PostMessageAsync(session.Id, "after");
        await using var live = alice.Live();
        await using var follower = new EventSubscriber(end => live.Follow(session.Id, 0, end));
        await follower.ReachesAsync(3);
        Assert.Equal(
            [EventTypes.SessionDeleted, EventTypes.SessionUpdated, EventTypes.MessageCreated], follower.Events.Select(next => next.Type));
    }

    [Fact]
    public async Task A_stranger_is_refused()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await using var live = bob.Live();
        foreach (var id in (SessionId[])[session.Id, new("unknown")])
        {
            await using var follower = new EventSubscriber(end => live.Follow(id, 0, end));
            await follower.ShouldCloseAsync(CloseReasons.MemberRemoved, TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public async Task Many_streams_share_a_connection()
    {
        using var alice = await api.CreateUserAsync();
        await using var live = alice.Live();
        var followers = new List<EventSubscriber>();
        for (var i = 0; i < 5; i++)
        {
            var session = await alice.Api.CreateSessionAsync($"Session {i}");
            followers.Add(new EventSubscriber(end => live.Follow(session.Id, 0, end)));
            await alice.Api.PostMessageAsync(session.Id, $"{i}");
        }
        foreach (var follower in followers)
        {
            await follower.ReachesAsync(1);
            await follower.DisposeAsync();
        }
    }

    private static async Task WriteAsync(TestUser user, int replica, SessionId sessionId, int count)
    {
        var client = user.ClientOn(replica);
        for (var i = 0; i < count; i++)
        {
            await client.PostMessageAsync(sessionId, $"{replica}/{i}");
        }
    }
}
