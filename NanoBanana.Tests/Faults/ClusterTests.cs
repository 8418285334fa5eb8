using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using NanoBanana.Tests.Live;

namespace NanoBanana.Tests.Faults;

/// <summary>The same code on a Redis Cluster: no script or transaction reaches across slots.</summary>
[Collection(SharedFaults.Name)]
public sealed class ClusterTests(ClusterTests.Fixture cluster) : IClassFixture<ClusterTests.Fixture>
{
    [Fact]
    public async Task The_story_of_a_session_is_the_same_on_a_cluster()
    {
        using var alice = await cluster.System.CreateUserAsync();
        await using var live = alice.Live(replica: 1);
        await using var mine = new EventSubscriber(end => live.FollowMine(0, end));
        var session = await alice.Api.CreateSessionAsync();
        await using var follower = new EventSubscriber(end => live.Follow(session.Id, 0, end));

        var message = await alice.Api.PostMessageAsync(session.Id, "Make it brighter", idempotencyKey: "once");
        Assert.Equal(message.Id, (await alice.Api.PostMessageAsync(session.Id, "Make it brighter", idempotencyKey: "once")).Id);
        var image = await alice.UploadAsync(session.Id, Uploads.UniqueJpeg(), "sun.jpg");
        var ready = await follower.NextAsync(next => next.Type == EventTypes.ImageUpdated, "the image to be ready");
        Assert.Equal("ready", ready.Data.GetProperty("status").GetString());
        Assert.NotEmpty(await alice.Http.GetByteArrayAsync((await alice.Api.GetImageAsync(image.Id)).ThumbnailUrl));

        await alice.Api.PostMessageAsync(session.Id, "With a picture", [image.Id]);
        await alice.Api.RenameSessionAsync(session.Id, "Sun");
        Assert.Equal(image.Id, Assert.Single((await alice.Api.ListImagesAsync()).Items).Id);
        Assert.Equal(2, (await alice.Api.ListMessagesAsync(session.Id)).Items.Count);
        Assert.Equal(session.Id, Assert.Single((await alice.Api.ListSessionsAsync()).Items).Id);

        await alice.Api.DeleteSessionAsync(session.Id);
        await follower.NextAsync(next => next.Type == EventTypes.SessionDeleted, "the end of the session");
        Assert.Empty((await alice.Api.ListSessionsAsync()).Items);
        Assert.Equal("Sun", (await alice.Api.RestoreSessionAsync(session.Id)).Title);
        Assert.Equal(ImageStatus.Ready, (await alice.Api.GetImageAsync(image.Id)).Status);
        await alice.Api.DeleteImageAsync(image.Id);

        var last = (await alice.Api.GetSessionAsync(session.Id)).LastSeq;
        var end = follower.Events[^1].Seq;
        follower.ShouldBeExactly(1, end);
        await using var late = new EventSubscriber(left => live.Follow(session.Id, end, left));
        await late.ReachesAsync(last);
        late.ShouldBeExactly(end + 1, last);
        await mine.NextAsync(next => next.Type == EventTypes.SessionDeleted, "the deletion in the list");
        Assert.Equal(EventTypes.SessionCreated, mine.Events[0].Type);
    }

    [Fact]
    public async Task Everybody_is_somewhere_else_and_all_is_well()
    {
        // Users and sessions enough to lie on all the masters; their jobs lie on one.
        var users = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => cluster.System.CreateUserAsync()));
        await Task.WhenAll(users.Select(async user =>
        {
            var session = await user.Api.CreateSessionAsync("Mine");
            var image = await user.UploadAsync(session.Id, Uploads.UniqueJpeg());
            Assert.Equal(ImageStatus.Ready, (await user.SettledAsync(image.Id, TimeSpan.FromSeconds(60))).Status);
            await user.Api.PostMessageAsync(session.Id, "Hello", [image.Id]);
            Assert.Single((await user.Api.ListImagesAsync()).Items);
            user.Dispose();
        }));
        Assert.All(await cluster.Cluster.SizesAsync(), size => Assert.NotEqual(0, size));
        Assert.All(cluster.System.Apis.Concat(cluster.System.Workers), service =>
        {
            Assert.DoesNotContain("CROSSSLOT", service.Log, StringComparison.Ordinal);
            Assert.DoesNotContain("MOVED", service.Log, StringComparison.Ordinal);
        });
    }

    public sealed class Fixture : IAsyncLifetime
    {
        internal RedisCluster Cluster { get; private set; } = null!;

        public LocalSystem System { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Cluster = await RedisCluster.StartAsync();
            System = await LocalSystem.StartAsync(
                apis: 2, workers: 1, KeyValuePair.Create("ConnectionStrings__redis", (string?)Cluster.ConnectionString));
        }

        public async Task DisposeAsync()
        {
            await System.DisposeAsync();
            await Cluster.DisposeAsync();
        }
    }
}
