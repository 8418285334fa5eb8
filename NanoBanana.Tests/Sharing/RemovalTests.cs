using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using NanoBanana.Tests.Live;
using StackExchange.Redis;

namespace NanoBanana.Tests.Sharing;

/// <summary>What ends with a membership.</summary>
public sealed class RemovalTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Signed_addresses_end_with_the_membership_of_their_reader()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var session = await SharedAsync(alice, bob);
        var id = (await alice.UploadAndWaitAsync(session.Id, TestImages.Jpeg(80, 60))).Id;
        var (own, theirs) = (await alice.Api.GetImageAsync(id), await bob.Api.GetImageAsync(id));
        await anybody.GetByteArrayAsync(theirs.Url);

        await alice.Api.RemoveMemberAsync(session.Id, bob.User.Id);

        await anybody.GetAsync(theirs.Url).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await anybody.GetAsync(theirs.ThumbnailUrl).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await bob.Http.GetAsync(Routes.ImageContent(id)).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty((await bob.Api.ListImagesAsync()).Items);
        await anybody.GetByteArrayAsync(own.Url);
    }

    [Fact]
    public async Task An_upload_in_flight_is_refused_once_its_sender_is_removed()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await SharedAsync(alice, bob);
        var file = new HeldContent(TestImages.Jpeg(80, 60));
        var sending = bob.Http.PostFormAsync(Routes.Upload, Uploads.Field("sessionId", session.Id), file);
        await file.Begun;

        await alice.Api.RemoveMemberAsync(session.Id, bob.User.Id);
        file.Release();

        await sending.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "sessionId");
        Assert.Equal(0, (await alice.Api.GetSessionAsync(session.Id)).ImageCount);
    }

    [Fact]
    public async Task What_a_crash_left_of_a_removal_is_finished_by_the_sweeper()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await SharedAsync(alice, bob);
        await alice.Api.RemoveMemberAsync(session.Id, bob.User.Id);
        await using var live = bob.Live();
        await using var mine = new EventSubscriber(end => live.FollowMine(0, end));
        var first = await mine.NextAsync(next => next.Type == EventTypes.SessionDeleted, "session.deleted");
        var removal = (await alice.Api.GetSessionAsync(session.Id)).LastSeq;

        // As after a crash between the commit and the update of the list.
        using var redis = await ConnectionMultiplexer.ConnectAsync(api.System.Redis.ConnectionString);
        var database = redis.GetDatabase();
        await database.HashDeleteAsync(Keys.UserLeft(bob.User.Id), session.Id.Value);
        await database.HashSetAsync(Keys.UserSeen(bob.User.Id), session.Id.Value, $"{removal - 1}:editor");
        await database.SortedSetAddAsync(Keys.UserSessions(bob.User.Id), session.Id.Value, 1);
        await database.HashSetAsync(Keys.Leaving(session.Id), bob.User.Id.Value, removal);
        await database.SortedSetAddAsync(Keys.PendingWork, WorkItem.Session(session.Id), 0);

        await mine.NextAsync(next => next.Type == EventTypes.SessionDeleted && next.Seq > first.Seq, "session.deleted by the reconciler");
        Assert.False(await database.HashExistsAsync(Keys.UserSeen(bob.User.Id), session.Id.Value));
        Assert.Equal(0, await database.SortedSetLengthAsync(Keys.UserSessions(bob.User.Id)));
        await Eventually.TrueAsync(async () => !await database.KeyExistsAsync(Keys.Leaving(session.Id)), "the note to be gone");
    }

    private static async Task<Session> SharedAsync(TestUser owner, TestUser editor)
    {
        var session = await owner.Api.CreateSessionAsync("Shared");
        await owner.Api.AddMemberAsync(session.Id, editor.User.Username, Role.Editor);
        return session;
    }

    /// <summary>A file whose second half waits.</summary>
    private sealed class HeldContent : HttpContent
    {
        private readonly byte[] _bytes;
        private readonly TaskCompletionSource _begun = new(), _released = new();

        public HeldContent(byte[] bytes)
        {
            _bytes = bytes;
            Headers.ContentDisposition = new("form-data") { Name = "\"file\"", FileName = "\"held.jpg\"" };
        }

        public Task Begun => _begun.Task;

        public void Release() => _released.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes.AsMemory(0, _bytes.Length / 2));
            await stream.FlushAsync();
            _begun.SetResult();
            await _released.Task;
            await stream.WriteAsync(_bytes.AsMemory(_bytes.Length / 2));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return true;
        }
    }
}
