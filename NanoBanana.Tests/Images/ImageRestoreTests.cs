using System.Net;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Edits;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Live;

namespace NanoBanana.Tests.Images;

/// <summary>A deleted picture can be restored for a while, like a session.</summary>
public sealed class ImageRestoreTests(ApiFixture api, RemovalTests.Fixture brief)
    : IClassFixture<ApiFixture>, IClassFixture<RemovalTests.Fixture>
{
    [Fact]
    public async Task A_restored_picture_is_as_it_was()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var file = Uploads.UniqueJpeg();
        var image = await alice.UploadAndWaitAsync(session.Id, file, "bar.jpg");
        var result = (await alice.EditAsync(session.Id, "invert", image.Id)).ResultIds[0];
        await using var live = alice.Live();
        await using var here = new EventSubscriber(cancellationToken => live.Follow(session.Id, 0, cancellationToken));

        await alice.Api.DeleteImageAsync(image.Id);
        var deleted = await here.NextAsync(next => next.Type == EventTypes.ImageDeleted, "the picture to go live");
        await alice.Api.GetImageAsync(image.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        await alice.Http.GetAsync(image.Url).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        var without = await alice.Api.GetUsageAsync();
        var restored = await alice.Api.RestoreImageAsync(image.Id);

        Assert.Equal(
            (image.Id, ImageStatus.Ready, "bar.jpg", image.Sha256), (restored.Id, restored.Status, restored.FileName, restored.Sha256));
        Assert.Equal(file, await alice.Http.GetByteArrayAsync(restored.Url));
        Assert.Equal([result, image.Id], (await alice.Api.ListSessionImagesAsync(session.Id)).Items.Select(found => found.Id));
        Assert.All((await alice.Api.GetLineageAsync(result)).Nodes, node => Assert.Equal(ImageStatus.Ready, node.Status));
        var usage = await alice.Api.GetUsageAsync();
        Assert.Equal((without.Images + 1, without.Bytes), (usage.Images, usage.Bytes));
        Assert.Equal(2, (await alice.Api.GetSessionAsync(session.Id)).ImageCount);
        await here.NextAsync(
            next => next.Type == EventTypes.ImageCreated && next.Seq > deleted.Seq && next.Data.GetProperty("id").GetString() == image.Id,
            "the picture to come back live");
        Assert.Equal(image.Id, (await alice.Api.RestoreImageAsync(image.Id)).Id);
        Assert.Equal(2, (await alice.Api.GetSessionAsync(session.Id)).ImageCount);
    }

    [Fact]
    public async Task Only_who_may_delete_may_restore()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        using var stranger = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await alice.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Editor);
        var hers = await alice.UploadAsync(session.Id, Uploads.UniqueJpeg());
        var bobs = await bob.UploadAsync(session.Id, Uploads.UniqueJpeg());
        await alice.Api.DeleteImageAsync(hers.Id);
        await alice.Api.DeleteImageAsync(bobs.Id);

        await stranger.Api.RestoreImageAsync(hers.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        await bob.Api.RestoreImageAsync(hers.Id).ShouldFailAsync(HttpStatusCode.Forbidden);
        await bob.Api.RestoreImageAsync(bobs.Id);
        await alice.Api.RestoreImageAsync(hers.Id);
        foreach (var id in (ImageId[])[new("unknown"), new(new string('a', 64))])
        {
            await alice.Api.RestoreImageAsync(id).ShouldFailAsync(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task One_that_was_in_the_making_is_finished_after_it_was_restored()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAsync(session.Id, Uploads.UniqueJpeg(3000, 2000));
        await alice.Api.DeleteImageAsync(image.Id);
        await alice.Api.RestoreImageAsync(image.Id);
        Assert.Equal(ImageStatus.Ready, (await alice.SettledAsync(image.Id, TimeSpan.FromSeconds(60))).Status);
    }

    [Fact]
    public async Task After_the_window_it_is_gone_for_good()
    {
        using var alice = await brief.CreateUserAsync();
        var image = await alice.UploadAndWaitAsync((await alice.Api.CreateSessionAsync()).Id, Uploads.UniqueJpeg());
        await alice.Api.DeleteImageAsync(image.Id);
        Assert.Equal(image.Bytes, (await alice.Api.GetUsageAsync()).Bytes);
        await Eventually.TrueAsync(
            () => !Directory.EnumerateFiles(brief.System.ObjectDirectory, $"*{image.Sha256}*", SearchOption.AllDirectories).Any(),
            "the stored bytes to go", TimeSpan.FromSeconds(40));
        await alice.Api.RestoreImageAsync(image.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        Assert.Empty((await alice.Api.ListImagesAsync(deleted: true)).Items);
        Assert.Equal(0, (await alice.Api.GetUsageAsync()).Bytes);
    }
}
