using System.Net;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Live;

namespace NanoBanana.Tests.Images;

/// <summary>Pictures that are kept at hand, and copies in other sessions.</summary>
public sealed class ReferenceTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_picture_is_kept_at_hand_renamed_and_taken_off_live_for_all()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var image = await UploadAsync(alice);
        await alice.Api.AddMemberAsync(image.SessionId, bob.User.Username, Role.Editor);
        await using var live = bob.Live(replica: 1);
        await using var follower = new EventSubscriber(end => live.Follow(image.SessionId, 0, end));

        var logo = await alice.Api.CreateReferenceAsync(image.SessionId, new(image.Id, " Logo "), "once");
        Assert.Equal((image.SessionId, alice.User.Id, image.Id, "Logo"), (logo.SessionId, logo.AuthorId, logo.ImageId, logo.Name));
        Assert.Equal(logo.Id, (await alice.Api.CreateReferenceAsync(image.SessionId, new(image.Id, " Logo "), "once")).Id);
        var seen = Assert.Single((await bob.Api.ListReferencesAsync(image.SessionId)).Items);
        Assert.Equal((logo.Id, image.Id), (seen.Id, seen.Image!.Id));
        await bob.Api.RenameReferenceAsync(logo.Id, "Mine").ShouldFailAsync(HttpStatusCode.Forbidden);
        await bob.Api.DeleteReferenceAsync(logo.Id).ShouldFailAsync(HttpStatusCode.Forbidden);
        Assert.Equal("Emblem", (await alice.Api.RenameReferenceAsync(logo.Id, "Emblem")).Name);
        var other = await bob.Api.CreateReferenceAsync(image.SessionId, new(image.Id, "Other"));
        Assert.Equal(["Other", "Emblem"], (await alice.Api.ListReferencesAsync(image.SessionId)).Items.Select(found => found.Name));
        var first = await alice.Api.ListReferencesAsync(image.SessionId, limit: 1);
        Assert.Equal("Emblem", Assert.Single((await alice.Api.ListReferencesAsync(image.SessionId, first.NextCursor, 1)).Items).Name);
        await alice.Api.DeleteReferenceAsync(other.Id);

        await follower.NextAsync(next => next.Type == EventTypes.ReferenceDeleted, "the end");
        Assert.Equal(
            [EventTypes.ReferenceCreated, EventTypes.ReferenceUpdated, EventTypes.ReferenceCreated, EventTypes.ReferenceDeleted],
            follower.Events.Select(next => next.Type).Where(type => type.StartsWith("reference.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_one_keeps_is_at_hand_in_every_session_and_is_copied_into_it()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var image = await UploadAsync(alice);
        await alice.Api.AddMemberAsync(image.SessionId, bob.User.Username, Role.Editor);
        var kept = await bob.Api.CreateReferenceAsync(image.SessionId, new(image.Id, "Logo", Shared: false));
        Assert.Null(kept.SessionId);
        Assert.Empty((await alice.Api.ListReferencesAsync(image.SessionId)).Items);
        await alice.Api.DeleteReferenceAsync(kept.Id).ShouldFailAsync(HttpStatusCode.NotFound);

        var other = (await bob.Api.CreateSessionAsync("Other")).Id;
        Assert.Equal(kept.Id, Assert.Single((await bob.Api.ListReferencesAsync(other)).Items).Id);
        var copy = await bob.Api.CopyImageAsync(image.Id, other, "once");
        Assert.Equal((other, image.Sha256, image.FileName), (copy.SessionId, copy.Sha256, copy.FileName));
        Assert.Equal(copy.Id, (await bob.Api.CopyImageAsync(image.Id, other, "once")).Id);
        Assert.Equal(ImageStatus.Ready, (await bob.SettledAsync(copy.Id)).Status);

        // The copy stays when the picture goes for good; what pointed to that shows nothing any more.
        await alice.Api.DeleteImageAsync(image.Id, permanently: true);
        Assert.Empty((await bob.Api.ListReferencesAsync(other)).Items);
        Assert.NotEmpty(await bob.Http.GetByteArrayAsync(copy.Url));
        Assert.Equal("Emblem", (await bob.Api.RenameReferenceAsync(kept.Id, "Emblem")).Name);
        await bob.Api.DeleteReferenceAsync(kept.Id);
        await bob.Api.DeleteReferenceAsync(kept.Id).ShouldFailAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_not_seen_is_neither_kept_nor_copied()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var image = await UploadAsync(alice);
        var own = (await bob.Api.CreateSessionAsync("Own")).Id;
        await bob.Api.CreateReferenceAsync(own, new(image.Id, "Stolen")).ShouldFailAsync(HttpStatusCode.BadRequest, "imageId");
        await bob.Api.CreateReferenceAsync(own, new(image.Id, "Stolen", Shared: false))
            .ShouldFailAsync(HttpStatusCode.BadRequest, "imageId");
        await bob.Api.CopyImageAsync(image.Id, own).ShouldFailAsync(HttpStatusCode.NotFound);
        var mine = await bob.UploadAndWaitAsync(own, Uploads.UniqueJpeg());
        await bob.Api.CopyImageAsync(mine.Id, image.SessionId).ShouldFailAsync(HttpStatusCode.BadRequest, "sessionId");
        await alice.Api.AddMemberAsync(image.SessionId, bob.User.Username, Role.Viewer);
        await bob.Api.CopyImageAsync(mine.Id, image.SessionId).ShouldFailAsync(HttpStatusCode.Forbidden);
        Assert.Single((await alice.Api.ListSessionImagesAsync(image.SessionId)).Items);
        await bob.Api.CreateReferenceAsync(own, new(mine.Id, " ")).ShouldFailAsync(HttpStatusCode.BadRequest);
        Assert.Empty((await bob.Api.ListReferencesAsync(own)).Items);

        // A picture in the bin is not at hand until it is restored.
        await bob.Api.CreateReferenceAsync(own, new(mine.Id, "Mine"));
        await bob.Api.DeleteImageAsync(mine.Id);
        Assert.Empty((await bob.Api.ListReferencesAsync(own)).Items);
        await bob.Api.RestoreImageAsync(mine.Id);
        Assert.Equal("Mine", Assert.Single((await bob.Api.ListReferencesAsync(own)).Items).Name);
    }

    private static async Task<Image> UploadAsync(TestUser user) =>
        await user.UploadAndWaitAsync((await user.Api.CreateSessionAsync("References")).Id, Uploads.UniqueJpeg());
}
